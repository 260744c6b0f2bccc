package io.tagyard.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at JSON text that {@link io.tagyard.event.Json} refuses, without making trees of it: where
 * the elements of an array begin and end, and what their ids are.
 */
final class LenientJson {
  private static final int ID_MAX = 128;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(RequestBody.VALUES_MAX)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private LenientJson() {}

  /**
   * A part of a text.
   *
   * @param id of the event that it is, where it says one
   */
  record Part(int from, int to, @Nullable String id) {}

  /**
   * The elements of an array.
   *
   * @throws Broken when it is no array, or ends elsewhere than the text
   */
  static List<Part> elements(byte[] text, int most) throws Broken {
    List<Part> parts = new ArrayList<>();
    String[] id = new String[1];
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        id[0] = null;
        skip(parser, id);
        parts.add(new Part(from, (int) parser.currentLocation().getByteOffset(), id[0]));
        if (parts.size() > most) {
          return parts;
        }
      }
      id[0] = null;
      if (parser.nextToken() != null) {
        throw new Broken(null, parts.size(), null);
      }
      return parts;
    } catch (JsonProcessingException e) {
      throw new Broken(e, parts.size(), id[0]);
    } catch (CharConversionException e) {
      throw new Broken(null, parts.size(), id[0]); // bytes that begin like UTF-32 and are not
    } catch (IOException e) {
      throw new UncheckedIOException(e); // reading from memory
    }
  }

  /** The id of what may be an event, as far as it can be read. */
  static @Nullable String id(byte[] text) {
    String[] id = new String[1];
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      skip(parser, id);
    } catch (IOException e) {
      return id[0]; // what came before the fault
    }
    return id[0];
  }

  /** Whether there are more values than anybody means; what is no JSON is told by who reads it. */
  static boolean hasTooManyValues(byte[] text) {
    int values = 0;
    try (JsonParser parser = FACTORY.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values += token.isStructStart() || token.isScalarValue() ? 1 : 0;
        if (values > RequestBody.VALUES_MAX) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** From the first token of a value to its last, with an eye on its own member {@code id}. */
  private static void skip(JsonParser parser, @Nullable String[] id) throws IOException {
    int depth = 0;
    boolean object = parser.currentToken() == JsonToken.START_OBJECT;
    for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      boolean name = token == JsonToken.FIELD_NAME && depth == 1 && object;
      if (name && "id".equals(parser.currentName()) && parser.nextToken().isScalarValue()) {
        id[0] = usable(parser.getText());
      }
      if (depth == 0) {
        return;
      }
    }
  }

  private static @Nullable String usable(String id) {
    boolean plain = id.codePoints().noneMatch(Character::isISOControl);
    return plain && !id.isEmpty() && id.length() <= ID_MAX ? id : null;
  }

  /** The text is no JSON array. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable JsonProcessingException because;
    private final int element;
    private final @Nullable String id;

    Broken(@Nullable JsonProcessingException because, int element, @Nullable String id) {
      this.because = because;
      this.element = element;
      this.id = id;
    }

    @Nullable JsonProcessingException because() {
      return because;
    }

    /** Where in the array: so many elements came before. */
    String place() {
      return "in element [" + element + "]" + (id == null ? "" : " (id " + id + ")");
    }
  }
}
