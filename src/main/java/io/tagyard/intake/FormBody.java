package io.tagyard.intake;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A body as forms and {@code navigator.sendBeacon} with {@code URLSearchParams} send it: one event,
 * with names as in the query of the pixel.
 */
final class FormBody {
  static final String TYPE = "application/x-www-form-urlencoded";

  private static final int NAMES_MAX = 1_000;

  private FormBody() {}

  /** Whether it is JSON under the wrong name. */
  static boolean isJson(byte[] bytes) {
    for (byte next : bytes) {
      if (next > ' ') {
        return next == '{' || next == '[';
      }
    }
    return false;
  }

  static RequestBody read(byte[] bytes, IntakeConfig limits) {
    if (bytes.length == 0) {
      return new RequestBody.Refused(400, "Not a form", "the body is empty");
    }
    return bytes.length > limits.eventBytesMax()
        ? RequestBody.tooLarge(limits, null)
        : new RequestBody.Events(List.of(Sent.read(PixelQuery.read(parameters(bytes)))));
  }

  /** The key of the source, which a beacon cannot send in a header. */
  static Optional<String> key(byte[] bytes) {
    return isJson(bytes)
        ? Optional.empty()
        : parameters(bytes).getOrDefault("k", List.of()).stream().findFirst();
  }

  private static Map<String, List<String>> parameters(byte[] bytes) {
    String text = PixelTarget.repaired(new String(bytes, StandardCharsets.ISO_8859_1));
    return new QueryStringDecoder(text, StandardCharsets.UTF_8, false, NAMES_MAX, true)
        .parameters();
  }
}
