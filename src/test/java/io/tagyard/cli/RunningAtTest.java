package io.tagyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which port a command calls. */
class RunningAtTest {
  @TempDir Path data;

  @Test
  void thatOfTheGatewayThatRunsOnTheDataFolder() throws IOException {
    note(new String(RunningAt.note(4711), StandardCharsets.UTF_8));
    assertThat(called(Map.of(), Map.of())).isEqualTo("http://127.0.0.1:4711");
  }

  @Test
  void exceptWhereAnOptionOrTheEnvironmentNamesOne() throws IOException {
    note(new String(RunningAt.note(4711), StandardCharsets.UTF_8));
    assertThat(called(Map.of(), Map.of("port", "5000"))).endsWith(":5000");
    assertThat(called(Map.of("TAGYARD_PORT", "5001"), Map.of())).endsWith(":5001");
    assertThat(called(Map.of("TAGYARD_PORT", "0"), Map.of())).endsWith(":4711");
  }

  @Test
  void withoutANoteTheSetting() {
    assertThat(called(Map.of(), Map.of())).endsWith(":8080");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"port\":4711}", "{\"port\":\"x\",\"pid\":1}"})
  void anUnreadableNoteTellsNothing(String text) throws IOException {
    note(text);
    assertThat(called(Map.of(), Map.of())).endsWith(":8080");
  }

  @Test
  void norDoesOneOfAProcessThatIsGoneOrHasAnothersNumber() throws IOException {
    String own = new String(RunningAt.note(4711), StandardCharsets.UTF_8);
    String pid = "\"pid\":" + ProcessHandle.current().pid();
    assertThat(own).contains(pid);
    note(own.replace(pid, "\"pid\":" + Long.MAX_VALUE));
    assertThat(called(Map.of(), Map.of())).endsWith(":8080");
    note(own.replaceFirst("\"started\":\"[^\"]*\"", "\"started\":\"2020-01-01T00:00:00Z\""));
    assertThat(called(Map.of(), Map.of())).endsWith(":8080");
  }

  private void note(String text) throws IOException {
    Files.writeString(data.resolve(RunningAt.FILE), text);
  }

  private String called(Map<String, String> environment, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("data", data.toString());
    return RunningAt.address(Settings.read(null, environment, all, new Problems()));
  }
}
