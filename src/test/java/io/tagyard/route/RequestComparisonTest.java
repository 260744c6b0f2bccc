package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Outbound;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.diagnostic.YamlFile;
import io.tagyard.diagnostic.YamlNode.Mapping;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestComparisonTest {
  private static final Outbound REQUEST =
      new Outbound(
          "POST",
          URI.create("https://a.example/p?cid=a%20b&t=t0ken"),
          List.of(new Outbound.Header("X-Key", "1")),
          "{\"data\":[{\"value\":5.0,\"tags\":[\"x\"],\"who\":{\"b\":1,\"a\":2}}]}"
              .getBytes(StandardCharsets.UTF_8),
          Duration.ofSeconds(1));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "method: POST",
        "url: \"https://a.example/p?cid=a%20b&t=${env.TOKEN}\"",
        "query: { cid: a b, nope: ~ }",
        "headers: { x-key: 1 }",
        "body: { \"data[0].value\": 5, \"data[0].who.a\": 2, \"data[0].tags\": [x], \"data[1]\": ~ }",
        "body: { \"data[0].who\": { a: 2, b: 1.0 } }",
        "body: { data: [ { value: 5, tags: [x], who: { a: 2, b: 1 } } ] }"
      })
  void isAsExpected(String expected) {
    assertThat(differences(expected)).isEmpty();
  }

  @Test
  void everyDifferenceIsToldWithItsSecretsMasked() {
    assertThat(differences("method: GET"))
        .containsExactly("method is \"POST\" (expected: \"GET\")");
    assertThat(differences("query: { cid: x, nope: y }"))
        .containsExactly(
            "query cid is \"a b\" (expected: \"x\")", "query nope is absent (expected: \"y\")");
    assertThat(differences("query: { t: other }"))
        .containsExactly("query t is \"***\" (expected: \"other\")");
    assertThat(differences("body: { \"data[0].value\": \"5.0\", \"data[0].nope\": 1 }"))
        .containsExactly(
            "body data[0].value is 5.0 (expected: \"5.0\")",
            "body data[0].nope is absent (expected: 1)");
    assertThat(differences("headers: { X-Key: ~ }"))
        .containsExactly("header X-Key is \"1\" (expected: absent)");
  }

  private static List<String> differences(String expected) {
    Problems problems = new Problems();
    Mapping mapping =
        (Mapping)
            YamlFile.read(SourceText.of("f.yaml", expected), expected, problems).orElseThrow();
    return new RequestComparison(REQUEST, Folders.SECRETS, text -> text.replace("t0ken", "***"))
        .differences(mapping).stream().map(RequestComparison.Difference::sentence).toList();
  }
}
