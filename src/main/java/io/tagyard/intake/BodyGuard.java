package io.tagyard.intake;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Refuses a request whose body finds no {@link BodyRoom}, while it arrives: when it is whole, it is
 * too late. The sender is told to try again, and the connection ends.
 */
@Singleton
final class BodyGuard implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private static final String NO_ROOM =
      """
      {"type":"about:blank","title":"Not kept","status":503,\
      "detail":"too much is being received at once; nothing of this request was kept, send it again"}\
      """;

  private final Provider<BodyRoom> room;
  private final Provider<IntakeCounts> counts;

  /** Asked for when there is a server: listeners are made before the beans that they need. */
  BodyGuard(Provider<BodyRoom> room, Provider<IntakeCounts> counts) {
    this.room = room;
    this.counts = counts;
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    NettyServerCustomizer.Registry registry = event.getBean();
    registry.register(new Doors(room.get(), counts.get()));
    return registry;
  }

  private record Doors(BodyRoom room, IntakeCounts counts) implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      return role == ChannelRole.CONNECTION ? new Connection(channel, this) : this;
    }
  }

  private record Connection(Channel channel, Doors doors) implements NettyServerCustomizer {
    @Override
    public void onStreamPipelineBuilt() {
      String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
      if (channel.pipeline().get(codec) != null) {
        channel.pipeline().addAfter(codec, "body-room", new Bodies(doors.room(), doors.counts()));
      }
    }
  }

  /** The bodies of one connection, until each is answered. Lives on its event loop. */
  private static final class Bodies extends ChannelDuplexHandler {
    private final BodyRoom room;
    private final IntakeCounts counts;

    /** Bytes of the requests that are whole and not answered yet. */
    private final Deque<Long> whole = new ArrayDeque<>();

    /** Taken for the request that is arriving, and how much of that has come. */
    private long arriving;

    private long come;
    private boolean refused;

    Bodies(BodyRoom room, IntakeCounts counts) {
      this.room = room;
      this.counts = counts;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!refused && !fits(message)) {
        refuse(context);
      }
      if (refused) {
        drop(context, message);
        return;
      }
      if (message instanceof LastHttpContent) {
        whole.add(arriving);
        arriving = 0;
      }
      context.fireChannelRead(message);
    }

    /**
     * What a request announces is taken at once: of many that come together, some then fit. More
     * than a request may have is answered elsewhere.
     */
    private boolean fits(Object message) {
      long needed = arriving;
      if (message instanceof HttpRequest request) {
        come = 0;
        boolean sound = request.decoderResult().isSuccess();
        long announced = sound ? HttpUtil.getContentLength(request, 0L) : 0;
        needed = announced <= room.largest() ? announced : 0;
      }
      if (message instanceof HttpContent content) {
        come += content.content().readableBytes();
        needed = Math.max(needed, come);
      }
      boolean fits = needed <= arriving || room.take(arriving, needed - arriving);
      arriving = fits ? needed : arriving;
      return fits;
    }

    private void refuse(ChannelHandlerContext context) {
      refused = true;
      counts.connectionRefused("memory");
      ByteBuf body = Unpooled.copiedBuffer(NO_ROOM, StandardCharsets.UTF_8);
      FullHttpResponse answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.SERVICE_UNAVAILABLE, body);
      answer
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
          .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
          .set(HttpHeaderNames.RETRY_AFTER, "1")
          .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      context.writeAndFlush(answer);
    }

    /** What still arrives is read, or the sender would see a broken connection and no answer. */
    private void drop(ChannelHandlerContext context, Object message) {
      boolean last = message instanceof LastHttpContent;
      ReferenceCountUtil.release(message);
      if (last) {
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      } else {
        context.read();
      }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (refused) {
        ReferenceCountUtil.release(message);
        promise.trySuccess();
        return;
      }
      boolean informational =
          message instanceof HttpResponse response
              && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (message instanceof LastHttpContent && !informational) {
        answered();
      }
      super.write(context, message, promise);
    }

    /** An answer before the request was whole is an answer to what there is of it. */
    private void answered() {
      Long bytes = whole.poll();
      if (bytes == null) {
        bytes = arriving;
        arriving = 0;
      }
      room.give(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      whole.forEach(room::give);
      whole.clear();
      room.give(arriving);
      arriving = 0;
      context.fireChannelInactive();
    }
  }
}
