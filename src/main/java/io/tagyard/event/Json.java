package io.tagyard.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.Map;

/**
 * The one way JSON text becomes a tree and back: duplicate keys, nesting over 32 and numbers over
 * 100 characters are refused (RFC 8259 leaves all three to the reader), decimals keep their digits
 * and are never a double.
 */
public final class Json {
  /** Deepest nesting that is read. */
  public static final int NESTING_MAX = 32;

  /** Longest number that is read, in characters. */
  public static final int NUMBER_MAX = 100;

  private static final byte[] NO_HEAD = {};
  private static final String OUT_OF_RANGE = "a number that is out of range";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(NESTING_MAX)
                          .maxNumberLength(NUMBER_MAX)
                          .maxNameLength(1_000)
                          .build())
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // seen while the tree grows; the parser's own detection would keep a set for each object
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** The mapper itself, for trees and streams. Shared, thread-safe, never reconfigured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads one JSON value.
   *
   * @throws JsonProcessingException when the text is not JSON as this gateway accepts it; its
   *     message may quote the input and is never shown, see {@link #reason}
   */
  public static JsonNode read(byte[] text) throws JsonProcessingException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode tree = MAPPER.readTree(parser);
      if (tree == null || tree.isMissingNode()) {
        return MAPPER.missingNode();
      }
      if (parser.nextToken() != null) {
        throw new TrailingText(parser);
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (CharConversionException e) {
      throw new Unreadable("not text"); // bytes that begin like UTF-32 and are not
    } catch (NumberFormatException e) {
      throw new Unreadable(OUT_OF_RANGE);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  /** A new object with the first members of another. */
  public static ObjectNode first(ObjectNode from, int members) {
    ObjectNode to = MAPPER.createObjectNode();
    int left = members;
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      if (left-- == 0) {
        break;
      }
      to.set(member.getKey(), member.getValue());
    }
    return to;
  }

  /** Compact JSON text in UTF-8, members in their order. */
  public static byte[] write(JsonNode tree) {
    return bytes(NO_HEAD, json -> write(json, tree));
  }

  /** What is written to a generator. */
  @FunctionalInterface
  public interface Writing {
    /** Writes one value. */
    void to(JsonGenerator json) throws IOException;
  }

  /** A head as it is, then the JSON in UTF-8, in one array that is made once. */
  public static byte[] bytes(byte[] head, Writing writing) {
    BufferRecycler buffers = MAPPER.getFactory()._getBufferRecycler();
    try (ByteArrayBuilder out = new ByteArrayBuilder(buffers)) {
      out.write(head);
      try (JsonGenerator json = MAPPER.createGenerator(out)) {
        writing.to(json);
      }
      return out.getClearAndRelease();
    } catch (IOException e) {
      throw new IllegalStateException("what is in memory must be writable", e);
    } finally {
      buffers.releaseToPool();
    }
  }

  /**
   * Writes a tree as it is, without the mapper's machinery around every value.
   *
   * @param into writes UTF-8 bytes
   */
  public static void write(JsonGenerator into, JsonNode value) throws IOException {
    switch (value) {
      case DigestNode digest -> digest.writeTo(into);
      case TextNode text -> into.writeString(text.textValue());
      case ObjectNode object -> {
        into.writeStartObject();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          into.writeFieldName(member.getKey());
          write(into, member.getValue());
        }
        into.writeEndObject();
      }
      case ArrayNode array -> {
        into.writeStartArray();
        int size = array.size();
        for (int i = 0; i < size; i++) {
          write(into, array.get(i));
        }
        into.writeEndArray();
      }
      case NumericNode number -> number(into, number);
      // written already, for example a part of a request
      case POJONode part when part.getPojo() instanceof SerializableString json ->
          into.writeRawValue(json);
      case BooleanNode truth -> into.writeBoolean(truth.booleanValue());
      default -> into.writeTree(value);
    }
  }

  private static void number(JsonGenerator into, JsonNode value) throws IOException {
    switch (value.numberType()) {
      case INT -> into.writeNumber(value.intValue());
      case LONG -> into.writeNumber(value.longValue());
      case BIG_INTEGER -> into.writeNumber(value.bigIntegerValue());
      case BIG_DECIMAL -> into.writeNumber(value.decimalValue());
      default -> into.writeTree(value);
    }
  }

  /** Why a text was refused, with its line and column, and without a word of the text itself. */
  public static String reason(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    String kind =
        message.startsWith("Duplicate field")
            ? "a member name appears twice in one object"
            : message.contains("nesting depth")
                ? "nested deeper than " + NESTING_MAX
                : message.contains("umber value length")
                    ? "a number longer than " + NUMBER_MAX + " characters"
                    : message.equals(OUT_OF_RANGE)
                        ? OUT_OF_RANGE
                        : e instanceof TrailingText || message.startsWith("Trailing token")
                            ? "text after the end of the JSON value"
                            : "not JSON";
    return e.getLocation() == null
        ? kind
        : kind
            + " at line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr();
  }

  private static final class TrailingText extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    TrailingText(JsonParser parser) {
      super("trailing text", parser.currentLocation());
    }
  }

  /** What the library has no exception of its own for. */
  private static final class Unreadable extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }
}
