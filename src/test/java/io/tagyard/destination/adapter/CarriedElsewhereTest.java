package io.tagyard.destination.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Attempt;
import io.tagyard.destination.KafkaCluster;
import io.tagyard.destination.Outbound;
import io.tagyard.event.Events;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CarriedElsewhereTest {
  private static KafkaCluster cluster(String settings) {
    Outbound request = Bound.request("POST", "kafka://cluster/t", "{}");
    Outbound sent =
        Bound.to("kafka", settings).finish(request, List.of("evt"), new Attempt(Events.NOON, 1));
    return (KafkaCluster) Objects.requireNonNull(sent.access());
  }

  @Test
  void aClusterIsEncryptedUnlessItIsSaidOtherwise() {
    assertThat(cluster("{'brokers':'k:9093'}").properties())
        .isEqualTo(Map.of("bootstrap.servers", "k:9093", "security.protocol", "SSL"));
    assertThat(cluster("{'brokers':'k:9093','tls':false}").encrypted()).isFalse();
  }

  @Test
  void aPasswordIsQuotedForWhereItStands() {
    KafkaCluster cluster =
        cluster(
            "{'brokers':'k:9093','sasl':'scram-sha-512','username':'u','password':'p;x=1 \\u0022q\\\\'}");
    assertThat(cluster.properties())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\""
                + " password=\"p;x=1 \\\"q\\\\\";");
    assertThat(cluster.toString()).isEqualTo("brokers k:9093");
  }

  @Test
  void whatIsWrongWithAClusterIsSaid() {
    assertThat(Bound.problems("kafka", "{'brokers':'kafka.example.com'}"))
        .singleElement()
        .asString()
        .contains("error[wrong-value]", "host:port");
    assertThat(Bound.problems("kafka", "{'brokers':'k:9093','sasl':'plain','username':'u'}"))
        .singleElement()
        .asString()
        .contains("error[missing-setting]");
  }

  @Test
  void whenAFileIsFullIsChecked() {
    assertThat(Bound.problems("file", "{'folder':'a','rotate_size':'64MiB','rotate_after':'1h'}"))
        .isEmpty();
    assertThat(Bound.problems("file", "{'folder':'a','rotate_size':'big','rotate_after':'1ms'}"))
        .hasSize(2);
  }
}
