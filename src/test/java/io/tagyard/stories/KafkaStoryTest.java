package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The destination kafka-topic with a real broker; {@code src/test/servers} installs one. */
@EnabledIf(
    value = "io.tagyard.stories.KafkaBroker#installed",
    disabledReason = "./mvnw -f src/test/servers/pom.xml package installs a broker")
class KafkaStoryTest {
  private static final String TOPIC = "conversions";
  private static final int BYTES_MAX = 3_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void eventsReachTheTopicOnceOutlastTheBrokerAndOnlyWhatItCannotHoldIsBuried() throws Exception {
    try (KafkaBroker broker = new KafkaBroker(folder.resolve("broker"))) {
      broker.topic(TOPIC, BYTES_MAX);
      new StoryYard(folder.resolve("routes"), "acme")
          .connection(
              "stream",
              """
              { destination: kafka-topic, delivery: { flush: 20ms, timeout: 4s },
                  settings: { brokers: "%s", topic: %s, tls: false } }\
              """
                  .formatted(broker.address(), TOPIC))
          .write();
      try (GatewayFixture gateway =
          GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"))) {
        send(gateway, "first", "");
        Balances.await(gateway, "stream", "delivered", 1);
        ConsumerRecord<String, String> record = broker.records(TOPIC).getFirst();
        assertThat(record.key()).isEqualTo("ORD-first");
        assertThat(Json.read(record.value().getBytes(StandardCharsets.UTF_8)).path("id").asText())
            .isEqualTo("first");
        assertThat(record.value()).doesNotContain("jane.doe").doesNotContain("Doeson");

        send(gateway, "beside", "");
        send(gateway, "huge", "x".repeat(2 * BYTES_MAX));
        Balances.await(gateway, "stream", "delivered", 2);
        Balances.await(gateway, "stream", "dead", 1);

        broker.stop();
        send(gateway, "during-the-outage", "");
        Await.until(
            "an attempt found nobody",
            PATIENCE,
            () -> gateway.get("/v1/connections").text().contains("unavailable"));
        broker.start();
        gateway.post("/v1/connections/acme/stream/probe", GatewayFixture.ADMIN, "{}");
        Await.until(
            "it arrives after all",
            Duration.ofMinutes(2),
            () -> Balances.of(gateway, "stream").path("delivered").asInt() == 3);
        assertThat(broker.records(TOPIC))
            .extracting(ConsumerRecord::key)
            .containsExactlyInAnyOrder("ORD-first", "ORD-beside", "ORD-during-the-outage");
        assertThat(Balances.balanced(Balances.of(gateway, "stream"))).isTrue();
      }
    }
  }

  private static void send(GatewayFixture gateway, String id, String filling) throws IOException {
    ObjectNode event =
        (ObjectNode) Json.read(StoryYard.purchase(id).getBytes(StandardCharsets.UTF_8));
    event.putObject("properties").put("filling", filling);
    String body = new String(Json.write(event), StandardCharsets.UTF_8);
    assertThat(gateway.post("/v1/events", StoryYard.KEY, body).status()).isEqualTo(202);
  }
}
