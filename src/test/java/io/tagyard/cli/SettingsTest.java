package io.tagyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path folder;

  private final Problems problems = new Problems();

  @Test
  void everySettingHasADefaultAndEveryDefaultIsASetting() {
    Settings settings = Settings.read(null, Map.of(), Map.of(), problems);

    assertThat(problems.sorted()).isEmpty();
    assertThat(settings.lines())
        .hasSameSizeAs(Setting.ALL)
        .allSatisfy(line -> assertThat(line.origin()).isEqualTo("default"));
  }

  @Test
  void optionsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
    Path file = write("port: 1111\nretention: { time: 3d }\nallow-networks: [10.0.0.0/8]\n");
    Settings settings =
        Settings.read(
            file,
            Map.of("TAGYARD_PORT", "2222", "TAGYARD_RETENTION_TIME", "2d"),
            Map.of("port", "3333"),
            problems);

    assertThat(problems.sorted()).isEmpty();
    assertThat(settings.get(Setting.PORT)).isEqualTo(3333);
    assertThat(settings.get(Setting.RETENTION_TIME)).isEqualTo(Duration.ofDays(2));
    assertThat(settings.get(Setting.ALLOW_NETWORKS)).hasSize(1);
    assertThat(settings.lines())
        .anySatisfy(line -> assertThat(line.origin()).isEqualTo("TAGYARD_RETENTION_TIME"));
  }

  @Test
  void anUnknownSettingIsRefusedWithItsPlaceAndAGuess() throws IOException {
    Settings.read(write("retention:\n  tiem: 3d\n"), Map.of(), Map.of(), problems);

    assertThat(problems.sorted())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo("unknown-setting");
          assertThat(problem.place().line()).isEqualTo(2);
          assertThat(problem.place().column()).isEqualTo(3);
          assertThat(problem.guess()).contains("retention.time");
        });
  }

  @Test
  void aWrongValueOfTheEnvironmentNamesItsVariable() {
    Settings.read(null, Map.of("TAGYARD_PORT", "http"), Map.of(), problems);

    assertThat(problems.sorted())
        .extracting(Problem::headline)
        .singleElement()
        .asString()
        .startsWith("TAGYARD_PORT:");
  }

  @Test
  void aWrongNetworkNamesTheOptionAsItIsWritten() {
    Settings.read(null, Map.of(), Map.of("allow-networks", "foo"), problems);

    assertThat(problems.sorted())
        .extracting(Problem::headline)
        .singleElement()
        .asString()
        .startsWith("--allow-network:1:1:");
  }

  @Test
  void secretsAreMasked() {
    Settings settings =
        Settings.read(null, Map.of("TAGYARD_ADMIN_KEY", "very-secret"), Map.of(), problems);

    assertThat(settings.lines().toList().toString())
        .doesNotContain("very-secret")
        .contains("admin-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://tagyard:hunter2@db.example:5432/tagyard?sslmode=require",
        "jdbc:postgresql://tagyard:hun@ter2@db.example/tagyard?sslmode=require",
        "jdbc:postgresql://tagyard:a/hunter2@db.example/tagyard?sslmode=require",
        "jdbc:postgresql://db.example/tagyard?sslmode=require&user=tagyard&password=hunter2",
        "jdbc:postgresql://db.example/tagyard?sslmode=require&pass%77ord=hunter2&x=tagyard",
        "jdbc:h2:tcp://db.example/tagyard;sslmode=require;PASSWORD=hunter2",
        "https://tagyard.example/db.example?access_token=hunter2&sslmode=require",
        "https://tagyard:hunter2@db.example/?sslmode=require",
        "https://hunter2@db.example/tagyard?sslmode=require",
        "https://db.example/tagyard?sslmode=require&sig=hunter2#key=hunter2",
      })
  void aPasswordInAnAddressIsMaskedAndTheRestIsShown(String address) {
    for (String variable : List.of("TAGYARD_DATABASE_URL", "TAGYARD_ALARMS_URL", "TAGYARD_OUT")) {
      Settings settings = Settings.read(null, Map.of(variable, address), Map.of(), problems);

      assertThat(settings.lines().filter(line -> line.origin().equals(variable)))
          .singleElement()
          .extracting(Settings.Line::value)
          .asString()
          .doesNotContain("ter2")
          .contains("‹secret›", "db.example", "tagyard", "sslmode=require");
    }
    assertThat(problems.sorted()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example:5432/tagyard?sslmode=require&connectTimeout=10",
        "https://hooks.example/alarms/7?team=ops",
        "/var/lib/tagyard/data",
        "team@example",
      })
  void whatHoldsNoPasswordIsShownAsItIs(String value) {
    assertThat(ShownAddress.of(value)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void anEmptyVariableCountsAsNotSet(String nothing) {
    Map<String, String> environment =
        Setting.ALL.stream().collect(Collectors.toMap(Setting::variable, setting -> nothing));
    Settings settings = Settings.read(null, environment, Map.of(), problems);

    assertThat(problems.sorted()).isEmpty();
    assertThat(settings.lines()).allSatisfy(line -> assertThat(line.origin()).isEqualTo("default"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void anEmptySecretCountsAsNotSet(String nothing) throws IOException {
    Files.writeString(folder.resolve("TOKEN"), nothing);
    ProcessSecrets secrets = new ProcessSecrets(folder, Map.of("TOKEN", nothing), () -> 0);

    assertThat(secrets.env("TOKEN")).isEmpty();
    assertThat(secrets.file("TOKEN")).isEmpty();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("tagyard.yaml"), text);
  }
}
