package io.tagyard.destination.http;

import io.micronaut.core.annotation.AnnotationMetadataResolver;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.bind.DefaultRequestBinderRegistry;
import io.micronaut.http.body.MessageBodyHandlerRegistry;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClientConfiguration.ConnectionPoolConfiguration;
import io.micronaut.http.client.filter.DefaultHttpClientFilterResolver;
import io.micronaut.http.client.netty.DefaultHttpClient;
import io.micronaut.http.client.netty.ssl.NettyClientSslBuilder;
import io.micronaut.http.codec.MediaTypeCodecRegistry;
import io.micronaut.http.ssl.SslConfiguration;
import io.micronaut.websocket.context.WebSocketBeanRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

/** Makes Micronaut's client as the courier needs it. */
final class Clients {
  private Clients() {}

  /** What the courier asks of a client, besides its resolver. */
  record Wishes(SslConfiguration trust, Duration connect, Duration idle) {}

  static DefaultHttpClient make(
      EventLoopGroup loops, CheckedResolver resolver, Wire wire, Wishes wishes) {
    return new DefaultHttpClient(
        null,
        null,
        configuration(wishes),
        null,
        new DefaultHttpClientFilterResolver(null, AnnotationMetadataResolver.DEFAULT, List.of()),
        List.of(),
        Executors.defaultThreadFactory(),
        new NettyClientSslBuilder(new ResourceResolver()),
        MediaTypeCodecRegistry.of(),
        MessageBodyHandlerRegistry.EMPTY,
        WebSocketBeanRegistry.EMPTY,
        new DefaultRequestBinderRegistry(ConversionService.SHARED),
        loops,
        ProbedChannel::new,
        NioDatagramChannel::new,
        wire,
        null,
        ConversionService.SHARED,
        resolver);
  }

  private static DefaultHttpClientConfiguration configuration(Wishes wishes) {
    DefaultHttpClientConfiguration configuration = new DefaultHttpClientConfiguration();
    configuration.setFollowRedirects(false);
    configuration.setExceptionOnErrorStatus(false);
    configuration.setConnectTimeout(wishes.connect());
    configuration.setConnectionPoolIdleTimeout(wishes.idle());
    // the courier limits the whole exchange itself; a limit between two reads would only be a
    // second, weaker one
    configuration.setReadTimeout(null);
    // what a small packed answer unpacks to has no limit; the courier unpacks by itself
    configuration.setDecompressionEnabled(false);
    configuration.setSslConfiguration(wishes.trust());
    configuration.setAlpnModes(List.of("http/1.1"));
    ConnectionPoolConfiguration pool = configuration.getConnectionPoolConfiguration();
    pool.setMaxPendingAcquires(Integer.MAX_VALUE);
    return configuration;
  }
}
