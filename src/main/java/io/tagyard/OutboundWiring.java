package io.tagyard;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import io.tagyard.destination.carriage.Carriage;
import io.tagyard.destination.carriage.FileCarrier;
import io.tagyard.destination.carriage.KafkaCarrier;
import io.tagyard.destination.http.Courier;
import io.tagyard.destination.http.Network;
import io.tagyard.destination.http.NetworkPolicy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What carries requests out of the house. */
@Factory
class OutboundWiring {
  @Singleton
  NetworkPolicy networks(Wiring.Given given) {
    List<Network> allowed = new ArrayList<>();
    given.settings().get(Setting.ALLOW_NETWORKS).forEach(network -> allowed.add(network.value()));
    given
        .sandbox()
        .portIfRunning()
        .ifPresent(port -> allowed.add(new Network(InetAddress.getLoopbackAddress(), 32, port)));
    return new NetworkPolicy(allowed);
  }

  @Singleton
  @Bean(preDestroy = "close")
  Courier courier(NetworkPolicy networks, Wiring.Given given) {
    return new Courier(networks, given.clock());
  }

  @Singleton
  @Bean(preDestroy = "close")
  FileCarrier files(Wiring.Given given) {
    Settings settings = given.settings();
    Path out =
        settings.get(Setting.OUT).isEmpty()
            ? settings.folder(Setting.DATA).resolve("out")
            : settings.folder(Setting.OUT);
    return new FileCarrier(out, given.clock());
  }

  @Singleton
  @Bean(preDestroy = "close")
  KafkaCarrier kafka(NetworkPolicy networks, Wiring.Given given) {
    return new KafkaCarrier(networks, given.clock());
  }

  @Singleton
  Carriage carriage(Courier courier, FileCarrier files, KafkaCarrier kafka, Wiring.Given given) {
    Path tokens = given.settings().folder(Setting.DATA).resolve(DataFolder.TOKENS);
    return new Carriage(
        courier::send,
        new SealedTokens(tokens, given.sealer()),
        given.clock(),
        Map.of("file", files, "kafka", kafka));
  }
}
