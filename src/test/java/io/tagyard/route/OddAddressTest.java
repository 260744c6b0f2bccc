package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a workspace names an address, its odd writings are problems where they stand. */
class OddAddressTest {
  private static final Definitions INSTALLED = Definitions.read(Path.of("destinations"));
  private static final List<String> PLACES =
      List.of(
          "out: { destination: webhook, settings: { url: \"%s\" } }",
          "out: { destination: webhook, settings: { url: \"%s/a?b=${order.id}\" } }",
          "out: { destination: postback, settings: { url: \"%s/${order.id}?c=1\" } }",
          "out: { destination: keitaro, settings: { tracking_domain: \"%s\" } }",
          "out: { destination: postback, settings: { url: \"https://h.example/\" }, endpoint: \"%s\" }");

  static Stream<String> places() {
    return PLACES.stream();
  }

  private static List<Problem> problems(String connection) {
    String workspace =
        """
        workspace: acme
        sources:
          backend: { kind: server, key: "${env.BACKEND_KEY}" }
        connections:
        """;
    return WorkspaceReader.read(
            Folders.files("workspace.yaml", workspace + "  " + connection + "\n"),
            INSTALLED,
            Folders.SECRETS,
            Folders.TODAY)
        .problems()
        .stream()
        .filter(Problem::isError)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("places")
  void anIpv4AddressHasOneWriting(String place) {
    for (String host :
        List.of(
            "0177.0.0.1",
            "0x7f.1",
            "0X7F.0.0.1",
            "2130706433",
            "127.1",
            "127.0.0.1.",
            "%31%32%37.0.0.1",
            "127%2e1",
            "256.1.1.1")) {
      for (String scheme : List.of("https://", "HTTPS://", "http://")) {
        List<Problem> problems = problems(place.replace("%s", scheme + host));
        assertThat(problems).as(scheme + host).hasSize(1);
        assertThat(problems.getFirst().headline())
            .startsWith("routes/acme/workspace.yaml:5:")
            .contains("an IPv4 address is written as four plain decimals, such as 192.0.2.1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://192.0.2.1", "https://h.example", "https://[2001:db8::1]:8443"})
  void plainOnesAndNamesAreNoProblem(String address) {
    PLACES.forEach(place -> assertThat(problems(place.replace("%s", address))).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("places")
  void anAddressHasNoFragment(String place) {
    for (String address :
        List.of("https://h.example#", "https://h.example/#a", "https://h.example#@10.0.0.1")) {
      List<Problem> problems = problems(place.replace("%s", address));
      assertThat(problems).as(address).hasSize(1);
      assertThat(problems.getFirst().headline()).startsWith("routes/acme/workspace.yaml:5:");
    }
  }
}
