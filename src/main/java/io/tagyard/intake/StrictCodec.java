package io.tagyard.intake;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * HTTP/1.1 on one connection, read strictly: what two readers could take apart differently is
 * refused, since a proxy in front may be the other one (request smuggling, RFC 9112 section 11.2).
 */
final class StrictCodec
    extends CombinedChannelDuplexHandler<StrictCodec.Requests, StrictCodec.Responses> {
  /** Longest first line that is read at all, so that its sender can be told that it is too long. */
  private static final int LINE_READ_MAX = 256 << 10;

  /** Most bytes of headers that are read at all. */
  private static final int HEADERS_READ_MAX = 64 << 10;

  private static final int FIRST_BUFFER = 512;

  StrictCodec() {
    Queue<HttpMethod> methods = new ArrayDeque<>();
    init(new Requests(methods), new Responses(methods));
  }

  /** Bytes to requests. */
  static final class Requests extends HttpRequestDecoder {
    private final Queue<HttpMethod> methods;
    private final HeadLines lines = new HeadLines();
    private final ChunkLines chunks = new ChunkLines();
    private boolean broken;

    Requests(Queue<HttpMethod> methods) {
      super(
          new HttpDecoderConfig()
              .setMaxInitialLineLength(LINE_READ_MAX)
              .setMaxHeaderSize(HEADERS_READ_MAX)
              .setInitialBufferSize(FIRST_BUFFER)
              .setStrictLineParsing(true));
      this.methods = methods;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
        throws Exception {
      if (broken) {
        in.skipBytes(in.readableBytes());
        return;
      }
      String wrong = lines.wrong(in);
      if (wrong != null) {
        HttpRequest request = (HttpRequest) createInvalidMessage();
        out.add(breaks(request, wrong));
        methods.add(request.method());
        return;
      }
      if (!chunks.sound(in)) {
        out.add(breaks(new DefaultLastHttpContent(), "a chunk has no length"));
        return;
      }
      int before = out.size();
      int from = in.readerIndex();
      super.decode(context, in, out);
      chunks.took(in.readerIndex() - from);
      for (int i = before; i < out.size(); i++) {
        read(out.get(i));
      }
    }

    private void read(Object message) {
      if (message instanceof HttpRequest request) {
        methods.add(request.method());
        lines.headEnds();
        if (HttpUtil.isTransferEncodingChunked(request)) {
          chunks.bodyBegins();
        }
      }
      if (message instanceof LastHttpContent) {
        lines.headBegins();
        chunks.bodyEnds();
      }
    }

    private <T extends HttpObject> T breaks(T message, String wrong) {
      broken = true;
      message.setDecoderResult(DecoderResult.failure(new FramingFault(wrong)));
      return message;
    }

    /** Asked once for each head, when it is whole; nothing of it is forgotten yet. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
      HttpHeaders headers = message.headers();
      boolean now = message.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
      List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
      if (hosts.size() > 1 || now && hosts.isEmpty()) {
        throw new FramingFault(
            hosts.isEmpty() ? "the Host header is missing" : "there are two Host headers");
      }
      List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
      if (!codings.isEmpty()) {
        coded(headers, codings, now);
      }
      return super.isContentAlwaysEmpty(message);
    }

    private static void coded(HttpHeaders headers, List<String> codings, boolean now) {
      if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
        throw new FramingFault("there are both Content-Length and Transfer-Encoding");
      }
      boolean chunked =
          codings.size() == 1
              && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst());
      if (!chunked || !now) {
        throw new FramingFault("Transfer-Encoding is not exactly \"chunked\" of HTTP/1.1");
      }
    }
  }

  /** Responses to bytes; the answer to HEAD has no body. */
  static final class Responses extends HttpResponseEncoder {
    private final Queue<HttpMethod> methods;

    Responses(Queue<HttpMethod> methods) {
      this.methods = methods;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
      boolean interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      HttpMethod method = interim ? null : methods.poll();
      return HttpMethod.HEAD.equals(method) || super.isContentAlwaysEmpty(response);
    }
  }
}
