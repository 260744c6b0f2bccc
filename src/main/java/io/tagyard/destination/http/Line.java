package io.tagyard.destination.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP of one connection. A request is written only while its exchange still waits, and only on
 * a connection on which nothing is left to read: what lies there would be taken for its answer.
 */
final class Line extends CombinedChannelDuplexHandler<AnswerDecoder, HttpRequestEncoder> {
  private final Wire wire;
  private boolean usedBefore;

  Line(Wire wire) {
    super(new AnswerDecoder(), new HttpRequestEncoder());
    this.wire = wire;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (!(message instanceof HttpRequest request)) {
      super.write(context, message, promise);
      return;
    }
    Exchange exchange = wire.exchange(request);
    if (exchange == null || inboundHandler().isDoomed() || usedBefore && isDirty(context)) {
      refuse(context, message, promise, exchange);
      return;
    }
    exchange.onWire(context.channel(), usedBefore);
    usedBefore = true;
    AnswerDecoder answers = inboundHandler();
    answers.expect(exchange, request.method().equals(HttpMethod.HEAD));
    ChannelPromise whole = promise.isVoid() ? context.newPromise() : promise;
    whole.addListener(done -> {
      if (done.isSuccess()) {
        answers.written();
      } else if (!answers.isDoomed()) {
        context.fireExceptionCaught(done.cause());
      }
    });
    super.write(context, message, whole);
  }

  private static boolean isDirty(ChannelHandlerContext context) {
    return !(context.channel() instanceof ProbedChannel channel) || !channel.isQuiet();
  }

  private static void refuse(
      ChannelHandlerContext context,
      Object message,
      ChannelPromise promise,
      @Nullable Exchange exchange) {
    if (exchange != null) {
      exchange.unsent();
    }
    ReferenceCountUtil.release(message);
    promise.tryFailure(new ClosedChannelException());
    context.close();
  }
}
