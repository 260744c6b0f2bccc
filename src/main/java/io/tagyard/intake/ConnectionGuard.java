package io.tagyard.intake;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Holds at most so many connections, and gives a sender so long for one request: an idle timeout
 * alone lets someone who sends a byte now and then stay for days.
 */
final class ConnectionGuard {
  private final ConnectionLimits limits;
  private final IntakeCounts counts;
  private final AtomicInteger open;

  ConnectionGuard(ConnectionLimits limits, IntakeCounts counts) {
    this.limits = limits;
    this.counts = counts;
    this.open = counts.openConnections();
  }

  /** Counts a new connection, and closes it when it is one too many. */
  void opened(Channel channel) {
    int now = open.incrementAndGet();
    channel.closeFuture().addListener(closed -> open.decrementAndGet());
    if (now > limits.open()) {
      counts.connectionRefused("too_many");
      channel.close();
    }
  }

  Patience patience() {
    return new Patience(limits, counts);
  }

  /** What one request has left. Lives on the connection's event loop. */
  static final class Patience {
    private final ConnectionLimits limits;
    private final IntakeCounts counts;
    private boolean within;
    private @Nullable ScheduledFuture<?> end;

    private Patience(ConnectionLimits limits, IntakeCounts counts) {
      this.limits = limits;
      this.counts = counts;
    }

    /** Stands before the codec. */
    ChannelHandler begins() {
      return new Begins(this);
    }

    /** Stands behind the codec. */
    ChannelHandler ends() {
      return new Ends(this);
    }

    /** A request that came in one piece never gets here. */
    private void startsIfWithin(ChannelHandlerContext context) {
      if (within && end == null) {
        end =
            context
                .executor()
                .schedule(
                    () -> {
                      counts.connectionRefused("too_slow");
                      context.fireUserEventTriggered(Refusal.TOO_SLOW);
                    },
                    limits.request().toMillis(),
                    TimeUnit.MILLISECONDS);
      }
    }

    private void over() {
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
