package io.tagyard.intake;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Holds at most so many connections, and gives a sender so long for one request: an idle timeout
 * alone lets someone who sends a byte now and then stay for days.
 */
@Singleton
final class ConnectionGuard implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private static final String TOO_SLOW =
      "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final Provider<ConnectionLimits> limits;
  private final Provider<IntakeCounts> counts;

  /** Asked for when there is a server: listeners are made before the beans that they need. */
  ConnectionGuard(Provider<ConnectionLimits> limits, Provider<IntakeCounts> counts) {
    this.limits = limits;
    this.counts = counts;
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    NettyServerCustomizer.Registry registry = event.getBean();
    registry.register(new Doors(limits.get(), counts.get()));
    return registry;
  }

  private static final class Doors implements NettyServerCustomizer {
    private final ConnectionLimits limits;
    private final IntakeCounts counts;
    private final AtomicInteger open;

    Doors(ConnectionLimits limits, IntakeCounts counts) {
      this.limits = limits;
      this.counts = counts;
      this.open = counts.openConnections();
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      if (role != ChannelRole.CONNECTION) {
        return this;
      }
      int now = open.incrementAndGet();
      channel.closeFuture().addListener(closed -> open.decrementAndGet());
      if (now > limits.open()) {
        counts.connectionRefused("too_many");
        channel.close();
      }
      return new Connection(channel, new Patience(limits, counts));
    }
  }

  private record Connection(Channel channel, Patience patience) implements NettyServerCustomizer {
    @Override
    public void onStreamPipelineBuilt() {
      String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
      if (channel.pipeline().get(codec) != null) {
        channel.pipeline().addBefore(codec, "request-begins", new Begins(patience));
        channel.pipeline().addAfter(codec, "request-ends", new Ends(patience));
      }
    }
  }

  /** What one request has left. Lives on the connection's event loop. */
  private static final class Patience {
    private final ConnectionLimits limits;
    private final IntakeCounts counts;
    private boolean within;
    private @Nullable ScheduledFuture<?> end;

    Patience(ConnectionLimits limits, IntakeCounts counts) {
      this.limits = limits;
      this.counts = counts;
    }

    /** A request that came in one piece never gets here. */
    void startsIfWithin(ChannelHandlerContext context) {
      if (within && end == null) {
        end =
            context
                .executor()
                .schedule(
                    () -> {
                      counts.connectionRefused("too_slow");
                      context
                          .writeAndFlush(Unpooled.copiedBuffer(TOO_SLOW, StandardCharsets.US_ASCII))
                          .addListener(ChannelFutureListener.CLOSE);
                    },
                    limits.request().toMillis(),
                    TimeUnit.MILLISECONDS);
      }
    }

    void over() {
      within = false;
      if (end != null) {
        end.cancel(false);
        end = null;
      }
    }
  }

  private static final class Begins extends ChannelInboundHandlerAdapter {
    private final Patience patience;

    Begins(Patience patience) {
      this.patience = patience;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ByteBuf bytes && bytes.isReadable()) {
        patience.within = true;
      }
      context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      patience.startsIfWithin(context);
      context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      patience.over();
      context.fireChannelInactive();
    }
  }

  private static final class Ends extends ChannelInboundHandlerAdapter {
    private final Patience patience;

    Ends(Patience patience) {
      this.patience = patience;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof LastHttpContent) {
        patience.over();
      }
      context.fireChannelRead(message);
    }
  }
}
