package io.tagyard.intake;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ReferenceCountUtil;

/**
 * Repairs requests for the image before the framework looks at them: it would answer a broken
 * escape, or a line that is too long, with an error and no image, and forget whose it was. A
 * request that cannot be repaired keeps its key, and says so in {@link #LOST}; one whose framing is
 * broken is no request at all. Behind the codec, of one connection.
 */
final class PixelRepair extends ChannelInboundHandlerAdapter {
  /** A header that only this class sets: the query could not be read, because. */
  static final String LOST = "tagyard-pixel-lost";

  private static final int BEGINNING_MAX = 1 << 10;

  /** What the codec says of a first line that it could not read. */
  private static final String NO_LINE = "/bad-request";

  private final Beginning beginning = new Beginning();

  /** Stands before the codec. */
  ChannelHandler beginning() {
    return beginning;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof LastHttpContent) {
      beginning.atStart = true;
    }
    context.fireChannelRead(message instanceof HttpRequest request ? repaired(request) : message);
  }

  private Object repaired(HttpRequest request) {
    request.headers().remove(LOST);
    DecoderResult read = request.decoderResult();
    if (read.isFailure()) {
      boolean lost =
          read.cause() instanceof TooLongHttpHeaderException
              || request.uri().equals(NO_LINE) && !(read.cause() instanceof FramingFault);
      return lost && !beginning.target.isEmpty() ? lost(request) : request;
    }
    if (!PixelTarget.isPixel(request.uri())) {
      return request;
    }
    if (request.uri().length() > Refusal.LINE_MAX) {
      return lost(request);
    }
    request.setUri(PixelTarget.repaired(request.uri()));
    return request;
  }

  /** The connection is closed after the image: of a broken one the codec reads nothing more. */
  private HttpRequest lost(HttpRequest broken) {
    String origin = broken.headers().get(HttpHeaderNames.ORIGIN);
    ReferenceCountUtil.release(broken);
    HttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, PixelTarget.without(beginning.target));
    request.headers().set(LOST, "1").set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (origin != null) {
      request.headers().set(HttpHeaderNames.ORIGIN, origin);
    }
    return request;
  }

  /** Remembers how a request begins that may turn out to be unreadable, if it is for the image. */
  private static final class Beginning extends ChannelInboundHandlerAdapter {
    private boolean atStart = true;
    private String target = "";

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (atStart && message instanceof ByteBuf bytes && bytes.isReadable()) {
        atStart = false;
        target = target(bytes);
      }
      context.fireChannelRead(message);
    }

    private static String target(ByteBuf bytes) {
      if (bytes.getByte(bytes.readerIndex()) != 'G') {
        return "";
      }
      byte[] first = new byte[Math.min(bytes.readableBytes(), BEGINNING_MAX)];
      bytes.getBytes(bytes.readerIndex(), first);
      return PixelTarget.beginning(first).orElse("");
    }
  }
}
