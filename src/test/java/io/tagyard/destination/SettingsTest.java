package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final String DEFINITION =
      """
      destination: every-type
      title: Every type
      consent: { needs: [measurement] }
      settings:
        text: { type: text, pattern: "[a-z]+" }
        secret: { type: secret }
        number: { type: number }
        flag: { type: flag }
        choice: { type: choice, options: [red, green] }
        list: { type: list, of: text }
        numbers: { type: map, of: number }
        nested: { type: map }
        url: { type: url }
        template: { type: template }
        pattern: { type: text }
        needed: { type: text, required: true }
      accepts: "*"
      request: { method: POST, url: "https://h.example/", text: "${settings.template}" }
      answers:
        - { when: { text: settings.pattern }, then: refused }
        - { otherwise: accepted }
      """;

  @TempDir Path folder;
  private InstalledDestination installed;

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(folder.resolve("every-type"));
    Files.writeString(folder.resolve("every-type/destination.yaml"), DEFINITION);
    Problems problems = new Problems();
    installed = Catalogue.load(folder, problems).find("every-type").orElseThrow();
  }

  private Optional<Destination> connect(String settings, Problems problems) {
    return installed.connect(
        Optional.of((Mapping) Kit.yaml(settings)),
        Optional.empty(),
        Kit.secrets(Map.of("TOKEN", "abc-123-token", "NUMBER", "17", "file:KEY", "from-a-file")),
        Kit.HERE,
        problems);
  }

  private List<String> faults(String settings) {
    Problems problems = new Problems();
    connect("{ needed: x, " + settings + " }", problems);
    return problems.sorted().stream()
        .map(problem ->
            problem.headline().replace("workspace.yaml:", "")
                + problem.guess().map(word -> " (did you mean " + word + "?)").orElse(""))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "text: ABC; 1:20: error[wrong-value]: text: \"ABC\" (expected: a text that fits [a-z]+)",
        "text: [a]; 1:20: error[wrong-type]: text: found a list (expected: a text that fits [a-z]+)",
        "secret: { a: b }; 1:22: error[wrong-type]: secret: found a mapping (expected: a secret)",
        "secret: abcdefgh; 1:22: warning[secret-in-clear-text]: the secret \"secret\" stands here in clear text (write ${env.NAME} or ${file.NAME})",
        "number: x1; 1:22: error[wrong-value]: number: \"x1\" (expected: a number)",
        "flag: yes; 1:20: error[wrong-value]: flag: \"yes\" (expected: true or false)",
        "choice: gren; 1:22: error[wrong-choice]: choice: \"gren\" (expected: one of the allowed words) (did you mean green?)",
        "list: a; 1:20: error[wrong-type]: list: found a text (expected: a list)",
        "list: [{ a: b }]; 1:21: error[wrong-type]: list: found a mapping (expected: a text)",
        "numbers: [1]; 1:23: error[wrong-type]: numbers: found a list (expected: a mapping)",
        "numbers: { a: b }; 1:28: error[wrong-value]: numbers: \"b\" (expected: a number)",
        "url: ftp://h; 1:19: error[wrong-value]: url: \"ftp://h\" (expected: an address such as https://host.example/path)",
        "template: [a]; 1:24: error[wrong-type]: template: found a list (expected: a text with field expressions)",
        "template: \"x ${ordr.id}\"; 1:29: error[unknown-root]: no value is called \"ordr\" here (did you mean order?)",
        "pattern: \"(\"; 1:24: error[wrong-value]: pattern: no RE2 pattern: missing closing )",
        "tekst: a; 1:14: error[unknown-setting]: no setting \"tekst\" in every-type (did you mean text?)",
        "text: \"${env.NOPE}\"; 1:21: error[secret-not-set]: the environment variable NOPE is not set where this process was started (one that runs sees no new ones: start it again, or write ${file.NOPE}, which is read when the file is there)",
        "number: \"${env.TOKEN}\"; 1:23: error[wrong-value]: number: the secret (expected: a number)"
      })
  void everyTypeHasItsOwnLocatedError(String settings, String expected) {
    assertThat(faults(settings)).containsExactly(expected);
  }

  @Test
  void whatIsNeededAndMissingIsSaid() {
    Problems problems = new Problems();
    assertThat(connect("{ text: a }", problems)).isEmpty();
    assertThat(Kit.headlines(problems))
        .containsExactly(
            "workspace.yaml:1:1: error[missing-setting]: every-type needs the setting \"needed\"");
  }

  @Test
  void secretsComeFromTheEnvironmentAndFilesAndAreMasked() {
    Problems problems = new Problems();
    Destination destination =
        connect(
                "{ needed: '${file.KEY}', secret: '${env.TOKEN}', number: '${env.NUMBER}', template: 'x ${env.TOKEN} ${id}' }",
                problems)
            .orElseThrow();
    assertThat(problems.sorted()).isEmpty();
    assertThat(destination.mask("abc-123-token or from-a-file")).isEqualTo("*** or ***");
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThat(faults("text: ABC, number: x, flag: 3, nope: 1")).hasSize(4);
  }

  @Test
  void anEndpointIsSchemeHostAndPort() {
    for (String wrong :
        List.of("h.example", "ftp://h", "http://h/path", "http://u@h", "http://h?x=1")) {
      Problems problems = new Problems();
      assertThat(
              installed.connect(
                  Optional.of((Mapping) Kit.yaml("needed: x")),
                  Optional.of(wrong),
                  Kit.secrets(Map.of()),
                  Kit.HERE,
                  problems))
          .as(wrong)
          .isEmpty();
      assertThat(problems.sorted()).extracting(Problem::code).containsExactly("wrong-url");
    }
  }
}
