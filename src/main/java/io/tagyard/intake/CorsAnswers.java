package io.tagyard.intake;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Lets a page of an allowed origin read every answer, whoever gave it (Fetch standard, CORS
 * protocol): without these headers a page that is told why it is refused sees a network error. The
 * answers of one connection come in the order of its requests.
 */
final class CorsAnswers extends ChannelDuplexHandler {
  private static final String METHODS = "GET, HEAD, POST, OPTIONS";
  private static final String USUAL_HEADERS = "Authorization, Content-Type, Content-Encoding";

  /** Seconds that a browser keeps a preflight's answer; Chrome keeps none longer. */
  private static final int PREFLIGHT_SECONDS = 7_200;

  private static final Asked NO_PAGE = new Asked(null, false, null);

  private final Origins origins;
  private final Queue<Asked> waiting = new ArrayDeque<>();

  CorsAnswers(Origins origins) {
    this.origins = origins;
  }

  /**
   * What a request says about the page it comes from.
   *
   * @param headers that the page wants to send
   */
  private record Asked(@Nullable String origin, boolean preflight, @Nullable String headers) {
    static Asked of(HttpRequest request) {
      String origin = request.headers().get(HttpHeaderNames.ORIGIN);
      // metrics are for operators, and need no key
      if (origin == null || request.uri().startsWith("/prometheus")) {
        return NO_PAGE;
      }
      return new Asked(
          origin,
          request.method().equals(HttpMethod.OPTIONS),
          request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      waiting.add(Asked.of(request));
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse answer
        && answer.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      Asked asked = waiting.poll();
      if (asked != null && asked.origin() != null) {
        tell(answer.headers(), asked, asked.origin());
      }
    }
    super.write(context, message, promise);
  }

  private void tell(HttpHeaders answer, Asked asked, String origin) {
    answer.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
    if (!origins.knows(origin)) {
      return;
    }
    answer
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
        .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaderNames.RETRY_AFTER);
    if (asked.preflight()) {
      answer
          .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
          .set(
              HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
              asked.headers() == null ? USUAL_HEADERS : asked.headers())
          .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
    }
  }
}
