package io.tagyard.intake;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.tagyard.event.Sender;
import io.tagyard.intake.SourceDoor.Entry.Admitted;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request for {@code POST /v1/events} that was let in, and its answer to come.
 *
 * @param packed the content encoding; null = none
 * @param test whether its events are only for looking at
 * @param strict whether its source, or the request itself, wants warnings to refuse it
 */
@SuppressWarnings("ArrayRecordComponent")
record Arrived(
    Sender sender,
    String mediaType,
    @Nullable String packed,
    boolean test,
    boolean strict,
    byte[] body,
    CompletableFuture<MutableHttpResponse<byte[]>> answer) {

  static Arrived of(Admitted entry, HttpRequest<?> request, byte[] body) {
    return new Arrived(
        entry.sender(),
        mediaType(request),
        request.getHeaders().get("Content-Encoding"),
        "1".equals(request.getHeaders().get("Tagyard-Test")),
        entry.source().strict() || "1".equals(request.getHeaders().get("Tagyard-Strict")),
        body,
        new CompletableFuture<>());
  }

  /** What the body is said to be, without parameters, in lower case; empty = nothing is said. */
  static String mediaType(HttpRequest<?> request) {
    String said = request.getHeaders().get("Content-Type");
    int end = said == null ? 0 : said.indexOf(';');
    return said == null
        ? ""
        : said.substring(0, end < 0 ? said.length() : end).strip().toLowerCase(Locale.ROOT);
  }
}
