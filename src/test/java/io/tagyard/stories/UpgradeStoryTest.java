package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Data of older versions is brought to this one, data of newer versions is left alone. */
class UpgradeStoryTest {
  private static final Path KEPT = Path.of("src/test/resources/data");

  @TempDir Path folder;

  private Path settings;

  @BeforeEach
  void oldEventsAreKept() throws IOException {
    settings =
        Files.writeString(
            folder.resolve("tagyard.yaml"), "retention: { time: 36500d, dead-letters: 36500d }\n");
  }

  @TestFactory
  Stream<DynamicTest> everyKeptVersionIsBroughtToThisOneWithNothingLost() throws IOException {
    try (Stream<Path> all = Files.list(KEPT)) {
      return all.sorted().toList().stream()
          .map(zip -> DynamicTest.dynamicTest(zip.getFileName().toString(), () -> upgraded(zip)));
    }
  }

  private void upgraded(Path zip) throws Exception {
    Path data = unpacked(zip, folder.resolve(zip.getFileName().toString()));
    try (FaultServer platforms = new FaultServer()) {
      KeptData.routes(folder.resolve("routes"), platforms.url("hook"));
      try (GatewayFixture gateway = start(data)) {
        Balances.await(gateway, "hook", "delivered", KeptData.DELIVERED.size() + 1L);
        JsonNode line = Balances.of(gateway, "hook");
        assertThat(line.path("dead").asInt()).isEqualTo(1);
        assertThat(Balances.balanced(line)).as(line.toString()).isTrue();
        assertThat(platforms.received("hook"))
            .as("only what was parked is sent")
            .singleElement()
            .satisfies(request -> assertThat(request.body()).contains(KeptData.PARKED));
        for (String id : KeptData.DELIVERED) {
          assertThat(gateway.get("/v1/events/" + id).json()).as(id).hasSize(1);
        }
        assertThat(gateway.get("/v1/quarantine").json().path("quarantine")).hasSize(1);
        assertThat(gateway.get("/v1/dead-letters").json().at("/dead_letters/0/event_id").asText())
            .isEqualTo(KeptData.REFUSED);
        assertThat(Files.readString(data.resolve("format")).strip()).isEqualTo("5");
        if (zip.endsWith("version-1.zip")) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
              .isEqualTo("rwx------");
        }
        assertThat(gateway.stop()).isZero();
      }
    }
  }

  @Test
  void aNewerDataFolderIsRefusedWithASentence() throws Exception {
    Path data = Files.createDirectories(folder.resolve("newer"));
    Files.writeString(data.resolve("format"), "99\n");
    refused(data, "was written by a newer version of Tagyard: format 99 (this one reads up to 5)");
    assertThat(data.resolve("journal")).doesNotExist();
  }

  @Test
  void aRestoreThatWasCutShortIsNotStartedOn() throws Exception {
    Path data = Files.createDirectories(folder.resolve("half"));
    Files.createFile(data.resolve("restore.part"));
    refused(data, "was cut short; empty the folder and restore again");
  }

  @Test
  void aDatabaseOfANewerVersionIsRefusedWithASentence() throws Exception {
    KeptData.routes(folder.resolve("routes"), "http://127.0.0.1:9/hook");
    Path data = folder.resolve("database");
    start(data).stop();
    String url = "jdbc:h2:file:" + data.resolve("tagyard");
    try (var connection = java.sql.DriverManager.getConnection(url, "sa", "");
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into \"flyway_schema_history\" select \"installed_rank\" + 1000, '99999',"
              + " 'later', 'SQL', 'V99999__later.sql', 1, 'sa', \"installed_on\", 1, true from"
              + " \"flyway_schema_history\" fetch first 1 row only");
    }
    refused(data, "the database was written by another version of Tagyard");
  }

  private void refused(Path data, String sentence) throws IOException {
    KeptData.routes(folder.resolve("routes"), "http://127.0.0.1:9/hook");
    assertThatThrownBy(() -> start(data))
        .hasMessageContaining("the gateway ended with 1")
        .hasMessageContaining("Tagyard cannot start: ")
        .hasMessageContaining(sentence);
  }

  private GatewayFixture start(Path data) throws IOException {
    return GatewayFixture.start(folder.resolve("routes"), data, "--config", settings.toString());
  }

  private static Path unpacked(Path zip, Path to) throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream in = new ZipInputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path target = to.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.copy(in, target);
      }
    }
    Files.setPosixFilePermissions(
        to.resolve("keyset.json"), PosixFilePermissions.fromString("rw-------"));
    return to;
  }
}
