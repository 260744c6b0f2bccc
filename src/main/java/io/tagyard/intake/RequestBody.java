package io.tagyard.intake;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request body, read. */
sealed interface RequestBody {
  /**
   * Values in one request: far above any real batch, and as trees they take ten times their text.
   */
  int VALUES_MAX = 400_000;

  /** What stands for events, in its order. */
  record Events(List<Sent> contents) implements RequestBody {}

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
      case "identity", "" ->
          Encodings.isGzip(bytes)
              ? new Refused(
                  400,
                  "Packed without saying so",
                  "the body is gzip: send the header Content-Encoding: gzip; nothing was kept")
              : unpacked(bytes, mediaType, limits);
      case "gzip", "x-gzip" -> gzip(bytes, mediaType, limits);
      default ->
          new Refused(415, "Unsupported content encoding", "send the body as it is, or with gzip");
    };
  }

  private static RequestBody gzip(byte[] bytes, String mediaType, IntakeConfig limits) {
    try {
      // one byte more than is allowed tells too much from just enough, whatever the rest would be
      return unpacked(Encodings.gunzip(bytes, limits.batchBytesMax() + 1), mediaType, limits);
    } catch (IOException e) {
      boolean plain = bytes.length > 0 && !Encodings.isGzip(bytes);
      return new Refused(
          400,
          "Not gzip",
          plain
              ? "Content-Encoding says gzip, but the body is not packed; nothing was kept"
              : "the body is no gzip, or was cut short; nothing was kept");
    }
  }

  private static RequestBody unpacked(byte[] bytes, String mediaType, IntakeConfig limits) {
    if (bytes.length > limits.batchBytesMax()) {
      return new Refused(
          413,
          "Too large",
          "one request may have at most " + limits.batchBytesMax() + " bytes, unpacked");
    }
    if (bytes.length > VALUES_MAX && LenientJson.hasTooManyValues(bytes)) {
      return new Refused(413, "Too large", "at most " + VALUES_MAX + " values in one request");
    }
    return switch (mediaType) {
      case "application/json", "text/json", "text/plain", "" -> json(bytes, limits);
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/json-lines" ->
          Encodings.isWide(bytes) ? json(bytes, limits) : LinesBody.read(bytes, limits);
      // curl -d and some libraries call everything so
      case FormBody.TYPE ->
          FormBody.isJson(bytes) ? json(bytes, limits) : FormBody.read(bytes, limits);
      default -> new Refused(415, "Unsupported media type", wanted(mediaType));
    };
  }

  private static RequestBody json(byte[] bytes, IntakeConfig limits) {
    Optional<String> wrong = Encodings.wrong(bytes);
    return wrong.isPresent()
        ? new Refused(400, "Not UTF-8", wrong.get() + "; nothing was kept")
        : JsonBody.read(bytes, limits);
  }

  private static String wanted(String mediaType) {
    String sent =
        mediaType.startsWith("multipart/")
            ? "a form with parts is not read; "
            : mediaType.contains("cloudevents")
                ? "this version has no door for CloudEvents yet; "
                : "";
    return sent + "send application/json (an event or an array) or application/x-ndjson";
  }

  static RequestBody bounded(List<Sent> contents, IntakeConfig limits) {
    return contents.size() > limits.batchEventsMax()
        ? new Refused(
            413,
            "Too many events",
            "at most " + limits.batchEventsMax() + " events in one request; nothing was kept")
        : new Events(contents);
  }

  static Refused tooLarge(IntakeConfig limits, @Nullable String id) {
    return new Refused(
        413,
        "Too large",
        "one event may have at most "
            + limits.eventBytesMax()
            + " bytes"
            + (id == null ? "" : " (id " + id + ")"));
  }
}
