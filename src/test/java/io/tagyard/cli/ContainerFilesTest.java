package io.tagyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the container gets from the machine: workspaces, and all that they name. */
class ContainerFilesTest {
  private static final Map<String, Setting<String>> FOLDERS =
      Map.of(
          "routes",
          Setting.ROUTES,
          "destinations",
          Setting.DESTINATIONS,
          "secrets",
          Setting.SECRETS,
          "data",
          Setting.DATA);

  @Test
  void everyFolderThatASettingNamesIsMountedWhereTheSettingSays() throws Exception {
    String image = Files.readString(Path.of("docker/Dockerfile"));
    String compose = Files.readString(Path.of("docker/compose.yaml"));
    String said =
        (image + compose)
            .lines()
            .map(line -> line.replace(": ", "="))
            .collect(Collectors.joining());

    FOLDERS.forEach((folder, setting) -> {
      String mount =
          compose
              .lines()
              .map(String::strip)
              .filter(line -> line.matches("- (\\.\\./)?" + folder + ":.*"))
              .findFirst()
              .orElseThrow();
      String inside = mount.split(":")[1];
      assertThat(said).containsPattern(setting.variable() + "=" + inside);
      assertThat(mount.endsWith(":ro")).isEqualTo(!folder.equals("data"));
    });
  }

  @Test
  void variablesComeFromAFileThatNobodyCommits() throws Exception {
    assertThat(Files.readString(Path.of("docker/compose.yaml")))
        .contains("env_file:", "path: tagyard.env, required: false");
    assertThat(Files.readAllLines(Path.of(".gitignore")))
        .contains("/docker/tagyard.env", "/secrets/");
  }
}
