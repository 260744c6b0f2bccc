package io.tagyard.destination.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.KafkaCluster;
import io.tagyard.destination.Outbound;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets a definition write to Kafka: its address is {@code kafka://cluster/<topic>}, its body {@code
 * {records: [{key, value}]}}. Needs the library {@code kafka-clients}, which is not shipped.
 */
final class KafkaTopic implements Adapter {
  private final KafkaCluster cluster;

  private KafkaTopic(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Outbound finish(Outbound request, List<String> eventIds, Attempt attempt) {
    return request.needing(cluster);
  }

  /** Makes it from the settings of a cluster. */
  static final class Maker implements Adapters.Kind {
    private static final String PRODUCER = "org.apache.kafka.clients.producer.KafkaProducer";
    private static final Pattern BROKERS =
        Pattern.compile("[^\\s:,]+:\\d{1,5}(,[^\\s:,]+:\\d{1,5})*");
    private static final Map<String, String> MODULES =
        Map.of(
            "plain", "org.apache.kafka.common.security.plain.PlainLoginModule",
            "scram-sha-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
            "scram-sha-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

    @Override
    public String name() {
      return "kafka";
    }

    @Override
    public Set<String> gives() {
      return Set.of();
    }

    @Override
    public Set<String> reads() {
      return Set.of("brokers", "tls", "sasl", "username", "password");
    }

    @Override
    public Set<String> schemes() {
      return Set.of("kafka");
    }

    @Override
    public Optional<Adapter> bind(JsonNode settings, Place place, Problems problems) {
      if (!there()) {
        problems.error(
            "library-missing",
            place,
            "Kafka needs the library kafka-clients, which is not here; put its jar into lib/ as"
                + " kafka-clients.jar");
        return Optional.empty();
      }
      String brokers = settings.path("brokers").asText();
      if (!BROKERS.matcher(brokers).matches()) {
        problems.error(
            "wrong-value",
            place,
            "brokers: \"" + brokers + "\" (expected: host:port, separated by commas)");
        return Optional.empty();
      }
      String sasl = settings.path("sasl").asText("");
      if (!sasl.isEmpty() && (!settings.has("username") || !settings.has("password"))) {
        problems.error(
            "missing-setting", place, "sasl needs the settings \"username\" and \"password\"");
        return Optional.empty();
      }
      return Optional.of(new KafkaTopic(new KafkaCluster(properties(brokers, sasl, settings))));
    }

    private static boolean there() {
      try {
        Class.forName(PRODUCER, false, Maker.class.getClassLoader());
        return true;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }

    private static Map<String, String> properties(String brokers, String sasl, JsonNode settings) {
      boolean tls = settings.path("tls").asBoolean(true);
      Map<String, String> properties = new HashMap<>();
      properties.put("bootstrap.servers", brokers);
      properties.put(
          "security.protocol", (sasl.isEmpty() ? "" : "SASL_") + (tls ? "SSL" : "PLAINTEXT"));
      if (!sasl.isEmpty()) {
        properties.put("sasl.mechanism", sasl.toUpperCase(Locale.ROOT));
        properties.put(
            "sasl.jaas.config",
            "%s required username=\"%s\" password=\"%s\";"
                .formatted(
                    MODULES.get(sasl),
                    quoted(settings.path("username").asText()),
                    quoted(settings.path("password").asText())));
      }
      return properties;
    }

    private static String quoted(String text) {
      return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
  }
}
