package io.tagyard.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A request body, read. */
sealed interface RequestBody {
  /**
   * Values in one request: far above any real batch, and as trees they take ten times their text.
   */
  int VALUES_MAX = 400_000;

  /** Events, in their order. */
  record Events(List<JsonNode> contents) implements RequestBody {}

  /** The whole body is no good: HTTP status and a sentence without a word of the body. */
  record Refused(int status, String title, String detail) implements RequestBody {}

  /**
   * Reads a body of this media type; {@code text/plain} is what {@code navigator.sendBeacon} sends.
   *
   * @param packed the content encoding; null = none. Unpacked here and not by the server, which
   *     takes a stream that was cut short for a whole one
   */
  static RequestBody read(
      byte[] bytes, String mediaType, @Nullable String packed, IntakeConfig limits) {
    String encoding = packed == null ? "identity" : packed.strip().toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "identity" -> unpacked(bytes, mediaType, limits);
      case "gzip", "x-gzip" -> gzip(bytes, mediaType, limits);
      default ->
          new Refused(415, "Unsupported content encoding", "send the body as it is, or with gzip");
    };
  }

  private static RequestBody gzip(byte[] bytes, String mediaType, IntakeConfig limits) {
    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      // one byte more than is allowed tells too much from just enough, whatever the rest would be
      return unpacked(stream.readNBytes(limits.batchBytesMax() + 1), mediaType, limits);
    } catch (IOException e) {
      return new Refused(
          400, "Not gzip", "the body is no gzip, or was cut short; nothing was kept");
    }
  }

  private static RequestBody unpacked(byte[] bytes, String mediaType, IntakeConfig limits) {
    if (bytes.length > limits.batchBytesMax()) {
      return new Refused(
          413,
          "Too large",
          "one request may have at most " + limits.batchBytesMax() + " bytes, unpacked");
    }
    if (bytes.length > VALUES_MAX && hasTooManyValues(bytes)) {
      return new Refused(413, "Too large", "at most " + VALUES_MAX + " values in one request");
    }
    return switch (mediaType) {
      case "application/json", "text/plain", "" -> json(bytes, limits);
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/json-lines" ->
          ndjson(bytes, limits);
      default ->
          new Refused(
              415,
              "Unsupported media type",
              "send application/json (an event or an array) or application/x-ndjson");
    };
  }

  private static RequestBody json(byte[] bytes, IntakeConfig limits) {
    try {
      JsonNode tree = Json.read(bytes);
      if (tree.isMissingNode()) {
        return new Refused(400, "Not JSON", "the body is empty");
      }
      if (!tree.isArray()) {
        return bytes.length > limits.eventBytesMax() ? tooLarge(limits) : new Events(List.of(tree));
      }
      List<JsonNode> contents = new ArrayList<>(tree.size());
      tree.forEach(contents::add);
      return bytes.length > limits.eventBytesMax() && longestElement(bytes) > limits.eventBytesMax()
          ? tooLarge(limits)
          : bounded(contents, limits);
    } catch (JsonProcessingException e) {
      return new Refused(400, "Not JSON", Json.reason(e));
    }
  }

  /** Counted in the text, before there are trees; what is no JSON is told by whoever reads it. */
  private static boolean hasTooManyValues(byte[] text) {
    int values = 0;
    try (JsonParser parser = Json.mapper().createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values += token.isStructStart() || token.isScalarValue() ? 1 : 0;
        if (values > VALUES_MAX) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Measured in the text: written out again, a number such as 1e999999999 would be the attack. */
  private static long longestElement(byte[] array) throws JsonProcessingException {
    long longest = 0;
    try (JsonParser parser = Json.mapper().createParser(array)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        long start = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        longest = Math.max(longest, parser.currentLocation().getByteOffset() - start);
      }
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    return longest;
  }

  private static RequestBody ndjson(byte[] bytes, IntakeConfig limits) {
    List<JsonNode> contents = new ArrayList<>();
    int start = 0;
    int line = 1;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        try {
          if (i - start > limits.eventBytesMax()) {
            return tooLarge(limits);
          }
          JsonNode tree = Json.read(Arrays.copyOfRange(bytes, start, i));
          if (!tree.isMissingNode()) {
            contents.add(tree);
          }
        } catch (JsonProcessingException e) {
          return new Refused(
              400,
              "Not NDJSON",
              "line "
                  + line
                  + ": "
                  + Json.reason(e).replace(" at line 1, column", " at column")
                  + "; nothing of this request was kept");
        }
        start = i + 1;
        line++;
      }
    }
    return contents.isEmpty()
        ? new Refused(400, "Not NDJSON", "the body is empty")
        : bounded(contents, limits);
  }

  private static RequestBody bounded(List<JsonNode> contents, IntakeConfig limits) {
    return contents.size() > limits.batchEventsMax()
        ? new Refused(
            413, "Too many events", "at most " + limits.batchEventsMax() + " events in one request")
        : new Events(contents);
  }

  private static Refused tooLarge(IntakeConfig limits) {
    return new Refused(
        413, "Too large", "one event may have at most " + limits.eventBytesMax() + " bytes");
  }
}
