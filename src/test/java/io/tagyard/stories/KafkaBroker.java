package io.tagyard.stories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A real Kafka broker. It can be stopped and started again on the same data. */
final class KafkaBroker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Path settings;
  private final int port = OtherServer.freePort();
  private Process process;

  KafkaBroker(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    int controller = OtherServer.freePort();
    this.settings =
        Files.writeString(
            folder.resolve("server.properties"),
            """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            controller.listener.names=CONTROLLER
            listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs=%3$s
            offsets.topic.replication.factor=1
            auto.create.topics.enable=false
            """
                .formatted(port, controller, folder.resolve("data")));
    Process format =
        java(
            "kafka.tools.StorageTool",
            "format",
            "-t",
            "dGFneWFyZC10ZXN0LTAwMQ",
            "-c",
            "" + settings);
    if (!OtherServer.ended(format) || format.exitValue() != 0) {
      throw new IOException("the broker's folder could not be made:\n" + said());
    }
    start();
  }

  static boolean installed() {
    return OtherServer.installed("kafka");
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  void start() throws IOException {
    process = java("kafka.Kafka", settings.toString());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
      Await.until("the broker answers", PATIENCE, () -> answers(admin));
    }
  }

  void stop() {
    OtherServer.stop(process);
  }

  /** A topic that takes records up to this size. */
  void topic(String name, int bytesMax) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
      NewTopic topic =
          new NewTopic(name, 1, (short) 1).configs(Map.of("max.message.bytes", "" + bytesMax));
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  /** Everything in a topic, in order. */
  List<ConsumerRecord<String, String>> records(String topic) {
    StringDeserializer texts = new StringDeserializer();
    TopicPartition only = new TopicPartition(topic, 0);
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(Map.of("bootstrap.servers", address()), texts, texts)) {
      consumer.assign(Set.of(only));
      consumer.seekToBeginning(Set.of(only));
      long end = consumer.endOffsets(Set.of(only)).getOrDefault(only, 0L);
      while (consumer.position(only) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static boolean answers(Admin admin) {
    try {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false; // not yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Process java(String main, String... arguments) throws IOException {
    return OtherServer.start("kafka", folder.resolve("log"), main, arguments);
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  @Override
  public void close() {
    stop();
  }
}
