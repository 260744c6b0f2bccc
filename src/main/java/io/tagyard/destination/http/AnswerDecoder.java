package io.tagyard.destination.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.ProtocolException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers on one connection, each for the request that was sent on it and for nobody
 * else. Interim answers (RFC 9110, 15.2) are skipped, at most {@value #INTERIM_MAX} of them. The
 * connection is closed as soon as an exchange ends in any other way than exactly: with bytes left
 * over, before its request was written, with a fault in it; and when bytes come that nobody asked
 * for.
 */
final class AnswerDecoder extends HttpResponseDecoder {
  /** Longest head of an answer that is read, in bytes. */
  static final int HEAD_BYTES_MAX = 64 * 1024;

  /** Most interim answers to one request. */
  static final int INTERIM_MAX = 10;

  private static final int CHUNK_BYTES = 8192;

  private @Nullable Exchange exchange;
  private boolean bodiless;
  private boolean written;
  private int interims;
  private boolean interimOpen;
  private boolean contradicted;
  private boolean ending;
  private boolean doomed;

  AnswerDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(HEAD_BYTES_MAX)
            .setMaxHeaderSize(HEAD_BYTES_MAX)
            .setMaxChunkSize(CHUNK_BYTES)
            .setUseRfc9112TransferEncoding(false));
  }

  /** From now on the answer to this exchange is awaited; one to HEAD has no body. */
  void expect(Exchange asked, boolean ofHead) {
    exchange = asked;
    bodiless = ofHead;
    written = false;
    interims = 0;
    interimOpen = false;
    contradicted = false;
  }

  /** The request is written whole. */
  void written() {
    written = true;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (exchange == null) {
      in.skipBytes(in.readableBytes());
      context.close();
      return;
    }
    exchange.begun();
    int from = out.size();
    super.decode(context, in, out);
    if (!ending) {
      sift(context, in, out, from);
    }
  }

  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    int from = out.size();
    ending = true;
    super.decodeLast(context, in, out);
    sift(context, in, out, from);
  }

  /** Takes out what is not the answer, and looks whether the exchange ended exactly. */
  private void sift(ChannelHandlerContext context, ByteBuf in, List<Object> out, int from) {
    for (int i = from; i < out.size() && exchange != null; i++) {
      Object part = out.get(i);
      boolean skipped = part instanceof HttpResponse head && !isFinal(head);
      if (skipped || interimOpen) {
        ReferenceCountUtil.release(out.remove(i--));
        interimOpen = !(part instanceof LastHttpContent);
      } else if (part instanceof LastHttpContent end) {
        end(context, in, end);
      }
      if (exchange != null && exchange.reply().isDone()) {
        abandon(context);
      }
    }
  }

  /** Whether this head is the answer's; a head that cannot be read may end the exchange. */
  private boolean isFinal(HttpResponse head) {
    Exchange asked = Objects.requireNonNull(exchange);
    boolean interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    Throwable fault = head.decoderResult().cause();
    if (fault != null) {
      boolean told = !interim && !(head instanceof FullHttpResponse);
      if (told && !(fault instanceof PrematureChannelClosureException)) {
        asked.answered(head, Notes.head(fault));
      }
      return true;
    }
    if (interim && ++interims > INTERIM_MAX) {
      asked.failed(new ProtocolException("more than " + INTERIM_MAX + " interim answers"));
    }
    return !interim;
  }

  private void end(ChannelHandlerContext context, ByteBuf in, LastHttpContent end) {
    boolean exact = written && !in.isReadable() && !contradicted && end.decoderResult().isSuccess();
    if (exact) {
      exchange = null;
    } else {
      abandon(context);
    }
  }

  /** What comes after this is nobody's; closed once the answer is handed on. */
  private void abandon(ChannelHandlerContext context) {
    exchange = null;
    doomed = true;
    context.executor().execute(context::close);
  }

  /** Whether the connection is about to be closed. */
  boolean isDoomed() {
    return doomed;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return bodiless || super.isContentAlwaysEmpty(message);
  }

  /** No request asks for another protocol. */
  @Override
  protected boolean isSwitchingToNonHttp1Protocol(HttpResponse message) {
    return false;
  }

  /** The chunks count, and the connection is not used again (RFC 9112, 6.3). */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    contradicted = true;
    clearContentLength();
    message.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
  }
}
