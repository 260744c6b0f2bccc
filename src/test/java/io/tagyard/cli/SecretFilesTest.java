package io.tagyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Problem;
import io.tagyard.route.WorkspaceStatus;
import io.tagyard.route.Yard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running gateway does when files of the secrets folder come, change and go. */
class SecretFilesTest {
  private static final String FIRST = "the-first-key-0123456789";
  private static final String SECOND = "the-second-key-0123456789";

  @TempDir Path home;
  private Path key = Path.of("");
  private Yard yard;

  @BeforeEach
  void aWorkspaceWhoseKeyIsAFile() throws IOException {
    key = Files.createDirectories(home.resolve("secrets")).resolve("acme-key");
    Files.createDirectories(home.resolve("data"));
    Path acme = Files.createDirectories(home.resolve("routes/acme"));
    Files.writeString(
        acme.resolve("workspace.yaml"),
        "workspace: acme\nsources:\n  backend: { kind: server, key: \"${file.acme-key}\", channel: web }\n");
    Yard.Folders folders =
        new Yard.Folders(
            home.resolve("routes"),
            Files.createDirectories(home.resolve("destinations")),
            home.resolve("data"),
            false,
            false);
    yard =
        new Yard(
            folders,
            new ProcessSecrets(home.resolve("secrets"), Map.of(), () -> 0),
            InstantSource.system());
    yard.poll();
  }

  @Test
  void aFileThatComesLaterBringsTheWorkspaceInWithoutARestart() throws IOException {
    assertThat(acme().active()).isEmpty();
    assertThat(acme().rejected().orElseThrow().problems())
        .extracting(Problem::code)
        .contains("secret-not-set");

    Files.writeString(key, FIRST + "\n");
    looks();
    assertThat(acme().rejected()).isEmpty();
    assertThat(yard.current().sourceByKey(FIRST)).isPresent();
  }

  @Test
  void aFileThatChangesIsTakenAndTheOldKeyIsOver() throws IOException {
    Files.writeString(key, FIRST);
    looks();
    Files.writeString(key, SECOND);
    looks();
    assertThat(yard.current().sourceByKey(SECOND)).isPresent();
    assertThat(yard.current().sourceByKey(FIRST)).isEmpty();
  }

  @Test
  void aFileThatGoesOrIsEmptiedChangesNothingAndIsSaid() throws IOException {
    Files.writeString(key, FIRST);
    looks();
    Files.writeString(key, "\n");
    looks();
    assertThat(acme().rejected()).isPresent();
    Files.delete(key);
    looks();
    assertThat(acme().rejected()).isPresent();
    assertThat(yard.current().sourceByKey(FIRST)).isPresent();
  }

  /** What changed is read at the second look. */
  private void looks() {
    yard.poll();
    yard.poll();
  }

  private WorkspaceStatus acme() {
    return yard.statuses().getFirst();
  }
}
