package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.event.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the platforms' documents show, through the whole house: a file more in {@code
 * vectors/destinations} is a test more.
 */
class VectorsTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors/destinations");
  private static final Map<String, String> DESTINATIONS =
      Map.of(
          "meta", "meta-conversions",
          "tiktok", "tiktok-events",
          "snapchat", "snapchat-conversions",
          "pinterest", "pinterest-conversions",
          "reddit", "reddit-conversions",
          "linkedin", "linkedin-conversions",
          "x", "x-conversions",
          "standard_webhooks", "webhook",
          "data_manager", "google-data-manager",
          "ga4_mp", "ga4-measurement-protocol");

  /** Inputs of a test and no settings. */
  private static final Set<String> NO_SETTINGS =
      Set.of("state", "attempt_time", "message_id", "oauth_nonce", "oauth_timestamp", "endpoint");

  private static final List<String> ALL_CONTACT_DATA =
      List.copyOf(io.tagyard.privacy.PrivacyPolicy.RETAINABLE);

  @TestFactory
  Stream<DynamicContainer> everyVectorIsSentAsItsPlatformDocumentsIt() throws IOException {
    try (Stream<Path> files = Files.list(VECTORS)) {
      return files.sorted().toList().stream().map(VectorsTest::file);
    }
  }

  private static DynamicContainer file(Path file) {
    String name = file.getFileName().toString().replace(".json", "");
    String destination = DESTINATIONS.getOrDefault(name, name.replace('_', '-'));
    JsonNode cases;
    try {
      cases = Json.mapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
    return DynamicContainer.dynamicContainer(
        name,
        Stream.iterate(0, i -> i < cases.size(), i -> i + 1)
            .map(cases::get)
            // a raw body is no event: the adapter's own test has it
            .filter(each -> !each.path("input").has("raw_body"))
            .map(each ->
                DynamicTest.dynamicTest(
                    each.path("name").asText(), () -> holds(each, of(each, destination)))));
  }

  /** One file has both of Microsoft's. */
  private static String of(JsonNode vector, String destination) {
    if (!destination.equals("microsoft")) {
      return destination;
    }
    return vector.path("config").has("tag_id") ? "microsoft-conversions" : "microsoft-offline";
  }

  private static void holds(JsonNode vector, String name) {
    ObjectNode config = (ObjectNode) vector.path("config").deepCopy();
    Optional<String> endpoint = Optional.ofNullable(config.path("endpoint").asText(null));
    JsonNode state = config.path("state");
    // a host of the platform's own per account: that of the expected request
    config
        .properties()
        .forEach(setting -> {
          if (setting.getValue().asText().equals("STUB")) {
            URI wanted = URI.create(vector.path("expected").path("url").asText());
            setting.setValue(TextNode.valueOf(wanted.resolve("/").toString().replaceAll("/$", "")));
          }
        });
    Attempt attempt = attempt(config, vector.path("input"));
    config.remove(NO_SETTINGS);
    Problems problems = new Problems();
    Optional<InstalledDestination> installed = Kit.catalogue().find(name);
    assumeTrue(installed.isPresent(), "there is no destination " + name + " yet");
    Destination destination =
        installed
            .get()
            .connect(
                Optional.of((Mapping) Kit.yaml(config.toString())),
                endpoint,
                Kit.secrets(Map.of()),
                Kit.HERE,
                problems)
            .orElseThrow(() -> new AssertionError(Kit.headlines(problems)));
    Pipeline.Result result =
        Pipeline.run(
            (ObjectNode) vector.path("input"),
            destination,
            "other",
            destination.usesRaw().isEmpty() ? List.of() : ALL_CONTACT_DATA);
    assertThat(result.goes()).as(result.decision().sentence()).isTrue();
    Leg leg =
        result.leg(
            destination.definition(),
            state instanceof ObjectNode object ? Optional.of(object) : Optional.empty());
    Prepared prepared = destination.prepare(leg);
    assertThat(prepared).isInstanceOf(Prepared.Element.class);
    Outbound sent = destination.pack(List.of((Prepared.Element) prepared), attempt);
    same(sent, vector.path("expected"));
  }

  /** The try that a vector tells of: some sign its time and a nonce. */
  private static Attempt attempt(JsonNode config, JsonNode input) {
    Instant at = Instant.parse("2026-11-20T10:00:05Z");
    if (config.path("attempt_time").isNumber()) {
      at = Instant.ofEpochSecond(config.path("attempt_time").longValue());
    } else if (config.has("oauth_timestamp")) {
      at = Instant.parse(input.path("time").asText());
    }
    return config.has("oauth_nonce")
        ? new Attempt(at, 1, config.path("oauth_nonce").asText())
        : new Attempt(at, 1);
  }

  private static void same(Outbound sent, JsonNode expected) {
    assertThat(sent.method()).isEqualTo(expected.path("method").asText());
    assertThat(sent.uri().toString()).isEqualTo(expected.path("url").asText());
    expected
        .path("headers")
        .properties()
        .forEach(header ->
            assertThat(sent.headers())
                .contains(new Outbound.Header(header.getKey(), header.getValue().asText())));
    if (expected.has("body_raw")) {
      assertThat(Kit.text(sent.body())).isEqualTo(expected.path("body_raw").asText());
    }
    if (expected.path("body").isContainerNode()) {
      assertThat(Kit.canonical(Kit.json(sent.body())))
          .isEqualTo(Kit.canonical(expected.path("body")));
    }
  }
}
