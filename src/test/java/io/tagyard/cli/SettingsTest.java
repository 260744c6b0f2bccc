package io.tagyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("tagyard.yaml"), text);
  }
}
