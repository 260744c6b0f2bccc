package io.tagyard.intake;

import io.micronaut.http.MutableHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a browser wants to hear before a page of another origin may send (Fetch standard, CORS
 * protocol).
 */
final class Cors {
  private Cors() {}

  /** Lets the page read the answer. */
  static <T> MutableHttpResponse<T> allow(MutableHttpResponse<T> answer, @Nullable String origin) {
    return origin == null
        ? answer
        : answer.header("Access-Control-Allow-Origin", origin).header("Vary", "Origin");
  }

  /** Lets the page send. */
  static <T> MutableHttpResponse<T> preflight(
      MutableHttpResponse<T> answer, @Nullable String origin) {
    return allow(answer, origin)
        .header("Access-Control-Allow-Methods", "POST, OPTIONS")
        .header("Access-Control-Allow-Headers", "Authorization, Content-Type, Content-Encoding")
        .header("Access-Control-Max-Age", "600");
  }
}
