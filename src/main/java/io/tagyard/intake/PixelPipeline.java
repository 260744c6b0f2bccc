package io.tagyard.intake;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import jakarta.inject.Singleton;

/**
 * Repairs requests for the image before the framework looks at them: it would answer a broken
 * escape, or a line that is too long, with an error and no image, and forget whose it was. A
 * request that cannot be repaired keeps its key, and says so in {@link #LOST}.
 */
@Singleton
final class PixelPipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  /** A header that only this class sets: the query could not be read, because. */
  static final String LOST = "tagyard-pixel-lost";

  private static final int BEGINNING_MAX = 1 << 10;

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    NettyServerCustomizer.Registry registry = event.getBean();
    registry.register(new Connections());
    return registry;
  }

  private static final class Connections implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      return role == ChannelRole.CONNECTION ? new Connection(channel) : this;
    }
  }

  private record Connection(Channel channel) implements NettyServerCustomizer {
    @Override
    public void onStreamPipelineBuilt() {
      String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
      if (channel.pipeline().get(codec) != null) {
        Beginning beginning = new Beginning();
        channel.pipeline().addBefore(codec, "pixel-beginning", beginning);
        channel.pipeline().addAfter(codec, "pixel-repair", new Repair(beginning));
      }
    }
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

  /** Behind the codec, before everything else. */
  private static final class Repair extends ChannelInboundHandlerAdapter {
    private final Beginning beginning;

    Repair(Beginning beginning) {
      this.beginning = beginning;
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
      if (request.decoderResult().isFailure()) {
        return beginning.target.isEmpty() ? request : lost(request);
      }
      if (PixelTarget.isPixel(request.uri())) {
        request.setUri(PixelTarget.repaired(request.uri()));
      }
      return request;
    }

    /** The codec reads nothing more on this connection, so it is closed after the image. */
    private HttpRequest lost(HttpRequest broken) {
      ReferenceCountUtil.release(broken);
      HttpRequest request =
          new DefaultFullHttpRequest(
              HttpVersion.HTTP_1_1, HttpMethod.GET, PixelTarget.without(beginning.target));
      request.headers().set(LOST, "1").set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      return request;
    }
  }
}
