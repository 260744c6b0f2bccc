package io.tagyard.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
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

  /** Compact JSON text in UTF-8, members in their order. */
  public static byte[] write(JsonNode tree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      write(json, tree);
    } catch (IOException e) {
      throw new IllegalStateException("a tree that was read must be writable", e);
    }
    return out.toByteArray();
  }

  /** Writes a tree as it is, without the mapper's machinery around every value. */
  public static void write(JsonGenerator json, JsonNode value) throws IOException {
    switch (value.getNodeType()) {
      case OBJECT -> {
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
          json.writeFieldName(member.getKey());
          write(json, member.getValue());
        }
        json.writeEndObject();
      }
      case ARRAY -> {
        json.writeStartArray();
        for (int i = 0; i < value.size(); i++) {
          write(json, value.get(i));
        }
        json.writeEndArray();
      }
      case STRING -> json.writeString(value.textValue());
      case BOOLEAN -> json.writeBoolean(value.booleanValue());
      case NULL -> json.writeNull();
      case NUMBER -> number(json, value);
      default -> json.writeTree(value);
    }
  }

  private static void number(JsonGenerator json, JsonNode value) throws IOException {
    switch (value.numberType()) {
      case INT -> json.writeNumber(value.intValue());
      case LONG -> json.writeNumber(value.longValue());
      case BIG_INTEGER -> json.writeNumber(value.bigIntegerValue());
      case BIG_DECIMAL -> json.writeNumber(value.decimalValue());
      default -> json.writeTree(value);
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
