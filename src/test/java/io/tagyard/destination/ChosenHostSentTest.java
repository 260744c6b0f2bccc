package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where requests go whose host a setting chooses. */
class ChosenHostSentTest extends PrepareKit {
  private static final String DEFINITION =
      Folder.HEAD
          + """
          accepts: "*"
          settings:
            region: { type: choice, options: [us, eu], default: us }
          tables:
            hosts: { us: "https://us.example", eu: "https://eu.example:8443" }
            names: { us: us.example, eu: "eu.example:8443" }
          request: { method: POST, url: "%s", body: { id: "${id}" } }
          """
          + Folder.ANSWERS;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "${settings.region | map(hosts)}/v1/${id}, '', https://us.example/v1/e1",
    "${settings.region | map(hosts)}/v1/${id}, eu, https://eu.example:8443/v1/e1",
    "https://${settings.region | map(names)}/v1, eu, https://eu.example:8443/v1",
    "https://${settings.region | map(names)}?i=${id}, us, https://us.example?i=e1",
  })
  void theTableSaysWhere(String url, String region, String sent) {
    String settings = region.isEmpty() ? "" : "{ region: " + region + " }";
    Destination destination = new Folder(path).connect(DEFINITION.formatted(url), settings);
    assertThat(sent(destination, leg(event(",'properties':{'region':'evil.example'}"))).uri())
        .isEqualTo(URI.create(sent));
    assertThat(destination.addresses())
        .containsExactly(URI.create(sent.replaceFirst("(?<=[a-z3])[/?].*$", "")));
  }

  @ParameterizedTest
  @CsvSource({"${settings.region | map(hosts)}/v1", "https://${settings.region | map(names)}/v1"})
  void anEndpointStandsForIt(String url) {
    Destination destination =
        new Folder(path)
            .connect(
                DEFINITION.formatted(url), "{ region: eu }", Optional.of("http://127.0.0.1:9"));
    assertThat(sent(destination, leg(event(""))).uri())
        .isEqualTo(URI.create("http://127.0.0.1:9/v1"));
  }
}
