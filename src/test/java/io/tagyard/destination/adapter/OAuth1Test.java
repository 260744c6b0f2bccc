package io.tagyard.destination.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuth1Test {
  private static final Path VECTORS = Path.of("src/test/resources/vectors/destinations/x.json");

  /** The keys of X's own page on signatures, which are published with it. */
  private static final String PUBLISHED =
      "{'consumer_key':'xvz1evFS4wEEPTGEFPHBog',"
          + "'consumer_secret':'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',"
          + "'token':'370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',"
          + "'token_secret':'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE'}";

  private static final Attempt OF_THE_PAGE =
      new Attempt(
          Instant.ofEpochSecond(1_318_622_958), 1, "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg");

  @TestFactory
  Stream<DynamicTest> aJsonBodyIsNotSigned() throws IOException {
    JsonNode vectors = Json.mapper().readTree(Files.readAllBytes(VECTORS));
    return StreamSupport.stream(vectors.spliterator(), false)
        .map(vector -> dynamicTest(vector.path("name").asText(), () -> holds(vector)));
  }

  private static void holds(JsonNode vector) {
    JsonNode expected = vector.path("expected");
    Attempt attempt =
        new Attempt(
            Instant.parse(vector.path("input").path("time").asText()),
            1,
            vector.path("config").path("oauth_nonce").asText());
    Outbound request =
        Bound.request(
            "POST",
            expected.path("url").asText(),
            expected.path("body").toString(),
            "Content-Type",
            "application/json");
    Outbound signed =
        Bound.to("oauth1", vector.path("config").toString())
            .finish(request, List.of("evt"), attempt);
    assertThat(Bound.header(signed, "Authorization"))
        .isEqualTo(expected.path("headers").path("Authorization").asText());
    assertThat(signed.body()).isEqualTo(request.body());
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.twitter.com/1.1/statuses/update.json, hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D",
    "HTTPS://API.twitter.com:443/1.1/statuses/update.json, hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D",
    "https://api.twitter.com/1/statuses/update.json, tnnArxj06cWHq44gCs1OSKk%2FjLY%3D"
  })
  void queryAndFormAreSignedAsThePlatformsPageShows(String address, String signature) {
    Outbound request =
        Bound.request(
            "POST",
            address + "?include_entities=true",
            "status=Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21",
            "Content-Type",
            "application/x-www-form-urlencoded");
    Outbound signed = Bound.to("oauth1", PUBLISHED).finish(request, List.of("e"), OF_THE_PAGE);
    assertThat(Bound.header(signed, "Authorization"))
        .contains("oauth_signature=\"" + signature + "\"");
  }

  @Test
  void noTwoTriesHaveOneNonce() {
    SecureRandom random = new SecureRandom();
    Instant now = Instant.parse("2026-11-20T10:00:00Z");
    assertThat(Attempt.of(now, 1, random).nonce())
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(Attempt.of(now, 1, random).nonce());
  }
}
