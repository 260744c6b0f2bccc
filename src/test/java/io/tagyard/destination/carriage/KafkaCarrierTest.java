package io.tagyard.destination.carriage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Answer;
import io.tagyard.destination.KafkaCluster;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.http.Network;
import io.tagyard.destination.http.NetworkPolicy;
import io.tagyard.event.Events;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * With the producer that Kafka gives for tests; {@code stories.KafkaStoryTest} has a real broker.
 */
class KafkaCarrierTest {
  private static final String BODY =
      "{'records':[{'key':'ORD-1','value':{'id':'e1','n':1.10}},{'value':{'id':'e2'}}]}"
          .replace('\'', '"');
  private static final NetworkPolicy LOCAL = policy("127.0.0.0/8");

  private MockProducer<byte[], byte[]> producer = producer("127.0.0.1", true);

  private static NetworkPolicy policy(String network) {
    return new NetworkPolicy(List.of(Network.parse(network).orElseThrow()));
  }

  private static MockProducer<byte[], byte[]> producer(String leader, boolean completes) {
    Node node = new Node(1, leader, 9092);
    Node[] nodes = {node};
    Cluster cluster =
        new Cluster(
            "c",
            List.of(node),
            List.of(new PartitionInfo("t", 0, node, nodes, nodes)),
            java.util.Set.of(),
            java.util.Set.of());
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new MockProducer<>(cluster, completes, null, bytes, bytes);
  }

  private Answer carry(NetworkPolicy policy, String brokers, String protocol)
      throws InterruptedException {
    KafkaCluster cluster =
        new KafkaCluster(Map.of("bootstrap.servers", brokers, "security.protocol", protocol));
    KafkaCarrier carrier =
        new KafkaCarrier(policy, door -> new KafkaSink(producer, InstantSource.fixed(Events.NOON)));
    Outbound request =
        new Outbound(
            "POST",
            URI.create("kafka://cluster/t"),
            List.of(),
            BODY.getBytes(StandardCharsets.UTF_8),
            Duration.ofMillis(500));
    return carrier.carry(request.needing(cluster));
  }

  private Answer carry() throws InterruptedException {
    return carry(LOCAL, "127.0.0.1:9092", "PLAINTEXT");
  }

  private static String body(Answer answer) {
    return new String(((Answer.Replied) answer).body(), StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void everyRecordOfTheBodyIsOneOfTheTopic() throws InterruptedException {
    Answer answer = carry();
    assertThat(body(answer))
        .isEqualTo("{\"offsets\":[{\"partition\":0,\"offset\":0},{\"partition\":0,\"offset\":1}]}");
    List<ProducerRecord<byte[], byte[]>> sent = producer.history();
    assertThat(sent).extracting(ProducerRecord::topic).containsExactly("t", "t");
    assertThat(text(sent.get(0).key())).isEqualTo("ORD-1");
    assertThat(text(sent.get(0).value())).isEqualTo("{\"id\":\"e1\",\"n\":1.10}");
    assertThat(sent.get(1).key()).isNull();
  }

  @Test
  void eachRecordHasItsOwnVerdict() throws InterruptedException {
    producer = producer("127.0.0.1", false);
    Thread cluster =
        Thread.startVirtualThread(() -> {
          while (producer.history().size() < 2) {
            Thread.onSpinWait();
          }
          producer.errorNext(new RecordTooLargeException("too large"));
          producer.completeNext();
        });
    String body = body(carry());
    cluster.join();
    assertThat(body)
        .isEqualTo(
            "{\"offsets\":[{\"error_code\":413,\"error\":\"RecordTooLargeException\"},"
                + "{\"partition\":0,\"offset\":1}]}");
  }

  @Test
  void aClusterThatDoesNotAnswerIsSilence() throws InterruptedException {
    producer = producer("127.0.0.1", false);
    assertThat(carry()).isEqualTo(new Answer.Silence("timeout", false));
  }

  @Test
  void recordsThatCannotBeTakenNowComeAgain() throws InterruptedException {
    producer.sendException = new NotLeaderOrFollowerException("moved");
    assertThat(carry()).isEqualTo(new Answer.Silence("timeout", false));
  }

  @Test
  void whatSettingsDoNotOpenIsBarredAndQuotesNothing() throws InterruptedException {
    for (KafkaException refusal :
        List.of(
            new SaslAuthenticationException("password p4ss is wrong"),
            new TopicAuthorizationException("t"))) {
      producer = producer("127.0.0.1", true);
      producer.sendException = refusal;
      assertThat(carry())
          .isEqualTo(new Answer.Barred("Kafka refuses: " + refusal.getClass().getSimpleName()));
    }
  }

  @Test
  void brokersLieWhereTheOperatorAllowsIt() throws InterruptedException {
    assertThat(carry(NetworkPolicy.PUBLIC, "127.0.0.1:9092", "SSL"))
        .isEqualTo(
            new Answer.Barred(
                "127.0.0.1:9092 is not a public address; --allow-network 127.0.0.1 opens it"));
    assertThat(carry(policy("10.0.0.0/8"), "198.200.0.1:9092", "SASL_PLAINTEXT"))
        .isEqualTo(
            new Answer.Barred(
                "198.200.0.1:9092 without encryption: only what --allow-network opens is sent to "
                    + "without TLS; use tls, or --allow-network 198.200.0.1"));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void brokersThatTheClusterNamesItselfAreCheckedToo() throws InterruptedException {
    producer = producer("169.254.169.254", true);
    assertThat(carry())
        .isInstanceOfSatisfying(
            Answer.Barred.class,
            barred -> assertThat(barred.because()).contains("not a public address"));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void theBodyNeedsItsCluster() throws InterruptedException {
    KafkaCarrier carrier =
        new KafkaCarrier(LOCAL, door -> Objects.requireNonNull((RecordSink) null));
    Outbound request =
        new Outbound(
            "POST", URI.create("kafka://cluster/t"), List.of(), new byte[0], Duration.ZERO);
    assertThat(carrier.carry(request)).isInstanceOf(Answer.Barred.class);
  }
}
