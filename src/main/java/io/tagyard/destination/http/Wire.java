package io.tagyard.destination.http;

import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Brings every exchange together with the connection it is on, and gives connections an HTTP of our
 * own: the client's takes interim answers for the answer, keeps connections on which bytes are left
 * over, and does not close that of a request that is given up.
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

  /** Whose request this is; null when nobody waits for its answer any more. */
  @Nullable Exchange exchange(HttpRequest request) {
    String number = request.headers().get(NUMBER);
    request.headers().remove(NUMBER);
    return number == null ? null : running.get(number);
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
      String codec = ChannelPipelineCustomizer.HANDLER_HTTP_CLIENT_CODEC;
      channel.pipeline().replace(codec, codec, new Line(Wire.this));
    }
  }
}
