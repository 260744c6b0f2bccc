package io.tagyard.destination.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Outbound.Header;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.event.Events;
import io.tagyard.event.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardWebhooksTest {
  private static final Path VECTORS =
      Path.of("src/test/resources/vectors/destinations/standard_webhooks.json");
  private static final Place HERE = Place.start(SourceText.of("workspace.yaml", ""));

  private static StandardWebhooks adapter(JsonNode settings) {
    Problems problems = new Problems();
    return (StandardWebhooks)
        Adapters.of("standard-webhooks").orElseThrow().bind(settings, HERE, problems).orElseThrow();
  }

  @Test
  void theBytesAsTheyAreAreSigned() throws IOException {
    JsonNode vector = Json.mapper().readTree(Files.readAllBytes(VECTORS)).get(0);
    Outbound request =
        new Outbound(
            "POST",
            URI.create(vector.path("config").path("url").asText()),
            List.of(new Header("Content-Type", "application/json")),
            vector.path("input").path("raw_body").asText().getBytes(StandardCharsets.UTF_8),
            Duration.ofSeconds(15));
    Instant at = Instant.ofEpochSecond(vector.path("config").path("attempt_time").longValue());
    Outbound signed =
        adapter(vector.path("config"))
            .signed(request, vector.path("config").path("message_id").asText(), new Attempt(at, 1));
    assertThat(signed.body()).isEqualTo(request.body());
    vector
        .path("expected")
        .path("headers")
        .properties()
        .forEach(header ->
            assertThat(signed.headers())
                .contains(new Header(header.getKey(), header.getValue().asText())));
  }

  @ParameterizedTest
  @CsvSource({
    "evt_0001, msg_evt_0001",
    "A-z_9, msg_A-z_9",
    "a.b, msg_LnM23I66h-9HLfVow1SCq_",
    "order/77, msg_SfWEtV9og_gSIjRQZVKOYK",
    "ü, msg_YHR0ykdalyTXNgq6caVtXf"
  })
  void anIdIsPlainOrTwentyTwoCharactersOfItsHash(String eventId, String messageId) {
    assertThat(StandardWebhooks.messageId(eventId)).isEqualTo(messageId);
  }

  @Test
  void aSecretThatIsNoneIsAProblemThatDoesNotShowIt() {
    Problems problems = new Problems();
    Adapters.of("standard-webhooks")
        .orElseThrow()
        .bind(Events.json("{'secrets':['whsec_***not base64***']}"), HERE, problems);
    assertThat(problems.sorted()).hasSize(1);
    assertThat(problems.sorted().getFirst().headline()).doesNotContain("not base64");
  }

  @Test
  void withoutSecretsThereIsNoSignature() {
    Outbound request =
        new Outbound(
            "POST", URI.create("https://h.example/"), List.of(), new byte[0], Duration.ZERO);
    assertThat(
            adapter(Events.json("{}"))
                .finish(request, List.of("e"), new Attempt(Events.NOON, 1))
                .headers())
        .extracting(Header::name)
        .containsExactly("webhook-id", "webhook-timestamp");
  }
}
