package io.tagyard.intake;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/** Why a request is not read to its end. It is told so, and the connection ends. */
record Refusal(int status, String title, String detail) {
  /** Longest first line of a request: a pixel carries its event in it. */
  static final int LINE_MAX = 64 << 10;

  /** Most bytes of headers in one request. */
  private static final int HEADERS_MAX = 16 << 10;

  static final Refusal NO_ROOM =
      new Refusal(
          503,
          "Not kept",
          "too much is being received at once; nothing of this request was kept, send it again");
  static final Refusal TOO_SLOW =
      new Refusal(408, "Too slow", "the request did not come to its end in time");
  static final Refusal BROKEN_BODY =
      broken("the body is not in the chunks, or of the length, that its headers announce");

  private static Refusal broken(String what) {
    return new Refusal(
        400, "Broken framing", "the framing of the request is broken: " + what + "; not read");
  }

  static Refusal tooLarge(long most) {
    return new Refusal(
        413, "Too large", "one request may have at most " + most + " bytes; nothing was kept");
  }

  /**
   * What is wrong with the head of a request; null when nothing is.
   *
   * @param bodyMax bytes of the largest body
   */
  static @Nullable Refusal of(HttpRequest request, long bodyMax) {
    DecoderResult read = request.decoderResult();
    if (read.isFailure()) {
      return unread(read.cause());
    }
    if (read instanceof HttpMessageDecoderResult sizes && sizes.initialLineLength() > LINE_MAX) {
      return line();
    }
    if (read instanceof HttpMessageDecoderResult sizes && sizes.headerSize() > HEADERS_MAX) {
      return headers();
    }
    String expected = request.headers().get(HttpHeaderNames.EXPECT);
    if (expected != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
      return new Refusal(417, "Expectation failed", "only Expect: 100-continue is known");
    }
    return HttpUtil.getContentLength(request, 0L) > bodyMax ? tooLarge(bodyMax) : null;
  }

  private static Refusal unread(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException tooLong -> line();
      case TooLongHttpHeaderException tooLong -> headers();
      case FramingFault fault -> broken(String.valueOf(fault.getMessage()));
      default -> broken("its first line, or one of its headers, is not HTTP/1.1 (RFC 9112)");
    };
  }

  private static Refusal line() {
    return new Refusal(
        414, "Address too long", "the address may have at most " + LINE_MAX + " bytes");
  }

  private static Refusal headers() {
    return new Refusal(
        431, "Headers too large", "the headers may have at most " + HEADERS_MAX + " bytes");
  }

  /** The answer; the connection ends with it. */
  FullHttpResponse answer() {
    ByteBuf body = Unpooled.wrappedBuffer(Answers.problemBody(status, title, detail));
    FullHttpResponse answer =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (status == NO_ROOM.status()) {
      answer.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
    }
    return answer;
  }
}
