package io.tagyard.intake;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.tagyard.event.Sender;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request for {@code POST /v1/events} that was let in, and its answer to come.
 *
 * @param packed the content encoding; null = none
 * @param test whether its events are only for looking at
 */
@SuppressWarnings("ArrayRecordComponent")
record Arrived(
    Sender sender,
    String mediaType,
    @Nullable String packed,
    boolean test,
    byte[] body,
    CompletableFuture<MutableHttpResponse<byte[]>> answer) {

  static Arrived of(Sender sender, HttpRequest<?> request, byte[] body) {
    return new Arrived(
        sender,
        request
            .getContentType()
            .map(type -> type.getType() + "/" + type.getSubtype())
            .orElse("")
            .toLowerCase(Locale.ROOT),
        request.getHeaders().get("Content-Encoding"),
        "1".equals(request.getHeaders().get("Tagyard-Test")),
        body,
        new CompletableFuture<>());
  }
}
