package io.tagyard.destination.http;

import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells every exchange which connection it is on. The client itself does not close the connection
 * of a request that is given up, nor of an answer that is not read to its end: a platform that
 * hangs would cost a connection for every try.
 */
final class Wire implements NettyClientCustomizer {
  /** Carries the number of an exchange from the request to its connection; never sent. */
  static final String NUMBER = "x-tagyard-exchange";

  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentHashMap<String, Exchange> running = new ConcurrentHashMap<>();

  /** The number of an exchange that begins. */
  String begin(Exchange exchange) {
    String number = Long.toString(numbers.incrementAndGet());
    running.put(number, exchange);
    return number;
  }

  void end(String number) {
    running.remove(number);
  }

  @Override
  public NettyClientCustomizer specializeForChannel(Channel channel, ChannelRole role) {
    return new OfChannel(channel);
  }

  private final class OfChannel implements NettyClientCustomizer {
    private final Channel channel;

    OfChannel(Channel channel) {
      this.channel = channel;
    }

    @Override
    public NettyClientCustomizer specializeForChannel(Channel other, ChannelRole role) {
      return new OfChannel(other);
    }

    @Override
    public void onStreamPipelineBuilt() {
      ChannelPipeline pipeline = channel.pipeline();
      pipeline.addAfter(
          ChannelPipelineCustomizer.HANDLER_HTTP_CLIENT_CODEC, "courier", new Introduction());
    }
  }

  /** Introduces an exchange to its connection when its request is written. */
  private final class Introduction extends ChannelDuplexHandler {
    private boolean usedBefore;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof HttpRequest request) {
        String number = request.headers().get(NUMBER);
        request.headers().remove(NUMBER);
        Exchange exchange = number == null ? null : running.get(number);
        if (exchange != null) {
          exchange.onWire(context.channel(), usedBefore);
        }
        usedBefore = true;
      }
      super.write(context, message, promise);
    }
  }
}
