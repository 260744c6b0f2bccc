package io.tagyard.destination.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Catalogue;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host out of a table, by a setting: never by an event. */
class ChosenHostTest {
  private static final String DEFINITION =
      """
      destination: shop
      title: Shop
      version: { api: v1, checked: 2026-11-20 }
      consent: { needs: [measurement] }
      accepts: "*"
      answers: [ { when: { status: 2xx }, then: accepted }, { otherwise: unavailable } ]
      settings:
        region: { type: choice, options: [us, eu], default: us }
        site: { type: choice, options: [us, ap], required: true }
        silent: { type: choice, options: [us, eu] }
        named: { type: text, required: true }
        base: { type: url, required: true }
        own: { type: map }
      tables:
        hosts: { us: "https://us.example", eu: "https://eu.example:8443" }
        names: { us: us.example, eu: eu.example }
        paths: { us: "https://us.example/v1", eu: "https://eu.example" }
        plain: { us: "ftp://us.example", eu: "https://eu.example" }
      request: { method: POST, url: "%s", body: { id: "${id}" } }
      """;

  private static final String HOST =
      "error[wrong-url]: the host never comes from an expression; a setting of type url may begin"
          + " it, or a table of hosts by a setting of type choice";

  @TempDir Path folder;

  private List<String> faults(String url) throws IOException {
    Path shop = Files.createDirectories(folder.resolve("shop"));
    Files.writeString(shop.resolve("README.md"), "# Shop");
    Files.writeString(shop.resolve("destination.yaml"), DEFINITION.formatted(url));
    Problems problems = new Problems();
    Catalogue.load(folder, problems);
    return problems.sorted().stream()
        .map(Problem::headline)
        .map(line -> line.substring(line.indexOf("destination.yaml:") + 17))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "${settings.region | map(hosts)}/v1/${order.id}?a=${id}",
        "${settings.region | map(hosts)}",
        "${settings.region | map(hosts)}?a=${id}",
        "https://${settings.region | map(names)}/v1",
        "${settings.base}/v1/${order.id}",
        "${settings.base}",
      })
  void mayBegin(String url) throws IOException {
    assertThat(faults(url)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "${channel | map(hosts)}/v1 ~ " + HOST,
        "${properties.region | map(hosts)}/v1 ~ " + HOST,
        "${settings.named | map(hosts)}/v1 ~ " + HOST,
        "${settings.region}/v1 ~ " + HOST,
        "${settings.region | map(settings.own)}/v1 ~ " + HOST,
        "${settings.region | map(hosts) | lower}/v1 ~ " + HOST,
        "${settings.region | upper | map(hosts)}/v1 ~ " + HOST,
        "https://${channel | map(names)}/v1 ~ error[wrong-url]: the host never comes from an expression",
        "https://${order.id}/v1 ~ error[wrong-url]: the host never comes from an expression",
        "https://x.${settings.region | map(names)}/v1 ~ error[wrong-url]: the host never comes from an expression",
        "ftp://${settings.region | map(names)}/v1 ~ error[wrong-url]: \"ftp://us.example\" for the option \"us\" is no scheme, host and port",
        "${settings.region | map(names)}/v1 ~ error[wrong-url]: \"us.example\" for the option \"us\" is no scheme, host and port",
        "${settings.region | map(paths)}/v1 ~ error[wrong-url]: \"https://us.example/v1\" for the option \"us\" is no scheme, host and port",
        "${settings.region | map(plain)}/v1 ~ error[wrong-url]: \"ftp://us.example\" for the option \"us\" is no scheme, host and port",
        "${settings.site | map(hosts)}/v1 ~ error[wrong-url]: the table has no host for the option \"ap\"",
        "${settings.silent | map(hosts)}/v1 ~ error[wrong-url]: the choice \"silent\" gives the host: it is required or has a default",
        "${settings.region | map(hosts)}${order.id} ~ error[wrong-url]: after a setting that gives the host stands / or ?",
        "${settings.region | map(hosts)}.evil.example/v1 ~ error[wrong-url]: after a setting that gives the host stands / or ?",
        "https://${settings.region | map(names)}:${order.id}/v1 ~ error[wrong-url]: after a setting that gives the host stands / or ?",
        "${settings.base}${order.id} ~ error[wrong-url]: after a setting that gives the host stands / or ?",
        "${settings.base}.${id}/v1 ~ error[wrong-url]: after a setting that gives the host stands / or ?",
      })
  void isNeverAnEventsAndItsTableIsWhole(String url, String fault) throws IOException {
    assertThat(faults(url)).containsExactly("19:32: " + fault);
  }
}
