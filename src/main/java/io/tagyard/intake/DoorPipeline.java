package io.tagyard.intake;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/**
 * What stands between the socket and the framework on every connection, in this order: what a
 * request may cost, strict HTTP, what pages of other origins hear, the repair of pixels, and the
 * refusal of what must not come in.
 */
@Singleton
final class DoorPipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private static final String CODEC = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;

  private final Provider<BodyRoom> room;
  private final Provider<IntakeConfig> config;
  private final Provider<ConnectionLimits> limits;
  private final Provider<IntakeCounts> counts;
  private final Provider<Origins> origins;

  /** Asked for when there is a server: listeners are made before the beans that they need. */
  DoorPipeline(
      Provider<BodyRoom> room,
      Provider<IntakeConfig> config,
      Provider<ConnectionLimits> limits,
      Provider<IntakeCounts> counts,
      Provider<Origins> origins) {
    this.room = room;
    this.config = config;
    this.limits = limits;
    this.counts = counts;
    this.origins = origins;
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    NettyServerCustomizer.Registry registry = event.getBean();
    registry.register(
        new Doors(
            room.get(),
            config.get().batchBytesMax(),
            new ConnectionGuard(limits.get(), counts.get()),
            counts.get(),
            origins.get()));
    return registry;
  }

  private record Doors(
      BodyRoom room, int bodyMax, ConnectionGuard connections, IntakeCounts counts, Origins origins)
      implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      if (role != ChannelRole.CONNECTION) {
        return this;
      }
      connections.opened(channel);
      return new Connection(channel.pipeline(), this);
    }
  }

  private record Connection(ChannelPipeline pipeline, Doors doors)
      implements NettyServerCustomizer {
    @Override
    public void onStreamPipelineBuilt() {
      if (pipeline.get(CODEC) == null) {
        return;
      }
      ConnectionGuard.Patience patience = doors.connections().patience();
      PixelRepair pixels = new PixelRepair();
      pipeline.replace(CODEC, CODEC, new StrictCodec());
      pipeline.addBefore(CODEC, "request-begins", patience.begins());
      pipeline.addBefore(CODEC, "pixel-beginning", pixels.beginning());
      // each right behind the codec, so the last one added comes first
      pipeline.addAfter(
          CODEC, "request-guard", new RequestGuard(doors.room(), doors.counts(), doors.bodyMax()));
      pipeline.addAfter(CODEC, "pixel-repair", pixels);
      pipeline.addAfter(CODEC, "request-ends", patience.ends());
      pipeline.addAfter(CODEC, "cors", new CorsAnswers(doors.origins()));
    }
  }
}
