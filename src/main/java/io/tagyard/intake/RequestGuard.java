package io.tagyard.intake;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request while it arrives: one whose framing is broken, one that is too long, and one
 * whose body finds no {@link BodyRoom}; when it is whole, it is too late. Its sender is told so
 * after the answers to what it sent before, and the connection ends. The requests of one
 * connection, until each is answered; lives on its event loop.
 */
final class RequestGuard extends ChannelDuplexHandler {
  /** How long what still arrives is read away, so that the sender sees the answer and no reset. */
  private static final int LINGER_SECONDS = 5;

  private final BodyRoom room;
  private final IntakeCounts counts;
  private final long bodyMax;

  /** Bytes of the requests that are whole and not answered yet. */
  private final Deque<Long> whole = new ArrayDeque<>();

  /** Taken for the request that is arriving, and how much of that has come. */
  private long arriving;

  private long come;

  /** Whether the request that is arriving has its answer already. */
  private boolean answeredEarly;

  private @Nullable Refusal refusal;
  private boolean said;

  RequestGuard(BodyRoom room, IntakeCounts counts, int bodyMax) {
    this.room = room;
    this.counts = counts;
    this.bodyMax = bodyMax;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (refusal == null) {
      refuse(context, wrong(message));
    }
    if (refusal != null) {
      drop(context, message);
      return;
    }
    if (message instanceof HttpRequest request) {
      // what a sender would like to hear is a wish; no door has two languages
      request.headers().remove(HttpHeaderNames.ACCEPT);
    }
    if (message instanceof LastHttpContent) {
      if (answeredEarly) { // as every request without a body is
        room.give(arriving);
      } else {
        whole.add(arriving);
      }
      arriving = 0;
    }
    context.fireChannelRead(message);
  }

  private @Nullable Refusal wrong(Object message) {
    if (message instanceof HttpRequest request) {
      come = 0;
      answeredEarly = false;
      Refusal wrong = Refusal.of(request, bodyMax);
      if (wrong != null) {
        return wrong;
      }
    } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
      return Refusal.BROKEN_BODY;
    }
    return fits(message) ? null : come > room.largest() ? Refusal.tooLarge(bodyMax) : full();
  }

  private Refusal full() {
    counts.connectionRefused("memory");
    return Refusal.NO_ROOM;
  }

  /** What a request announces is taken at once: of many that come together, some then fit. */
  private boolean fits(Object message) {
    long needed = arriving;
    if (message instanceof HttpRequest request) {
      needed = HttpUtil.getContentLength(request, 0L);
    }
    if (message instanceof HttpContent content) {
      come += content.content().readableBytes();
      needed = Math.max(needed, come);
    }
    boolean fits =
        needed <= arriving || needed <= room.largest() && room.take(arriving, needed - arriving);
    arriving = fits ? needed : arriving;
    return fits;
  }

  private void refuse(ChannelHandlerContext context, @Nullable Refusal wrong) {
    refusal = wrong;
    if (wrong != null && whole.isEmpty()) {
      say(context, wrong);
    }
  }

  /** Says it once, and nothing after it; what has an answer already is only cut off. */
  private void say(ChannelHandlerContext context, Refusal wrong) {
    said = true;
    context
        .writeAndFlush(answeredEarly ? Unpooled.EMPTY_BUFFER : wrong.answer())
        .addListener(written -> {
          if (context.channel() instanceof DuplexChannel channel) {
            channel.shutdownOutput();
          }
        });
    context.executor().schedule(() -> context.channel().close(), LINGER_SECONDS, TimeUnit.SECONDS);
    context.read();
  }

  /** What still arrives is read, or the sender would see a broken connection and no answer. */
  private void drop(ChannelHandlerContext context, Object message) {
    boolean last =
        message instanceof LastHttpContent content && content.decoderResult().isSuccess();
    ReferenceCountUtil.release(message);
    if (last && said) {
      context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      context.read();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == Refusal.TOO_SLOW) {
      refuse(context, Refusal.TOO_SLOW);
    }
    super.userEventTriggered(context, event);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (said) {
      ReferenceCountUtil.release(message);
      promise.trySuccess();
      return;
    }
    boolean informational =
        message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    boolean ends = message instanceof LastHttpContent && !informational;
    super.write(context, message, promise);
    if (ends) {
      answered();
      if (refusal != null && whole.isEmpty()) {
        say(context, refusal);
      }
    }
  }

  /** An answer before the request was whole is an answer to what there is of it. */
  private void answered() {
    Long bytes = whole.poll();
    if (bytes == null) {
      bytes = arriving;
      arriving = 0;
      answeredEarly = true;
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
