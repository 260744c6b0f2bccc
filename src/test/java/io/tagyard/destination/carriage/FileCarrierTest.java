package io.tagyard.destination.carriage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCarrierTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(TEN);
  private FileCarrier carrier;

  @BeforeEach
  void open() {
    carrier = carrier();
  }

  @AfterEach
  void close() {
    carrier.close();
  }

  private FileCarrier carrier() {
    return new FileCarrier(folder.resolve("out"), now::get);
  }

  private Answer write(String address, String body) {
    return carrier.carry(
        new Outbound(
            "POST",
            URI.create(address),
            List.of(),
            body.getBytes(StandardCharsets.UTF_8),
            Duration.ofSeconds(15)));
  }

  private void written(String body) {
    Answer answer = write("file://out/orders%2Feu?size=1KiB&after=15m", body);
    assertThat(((Answer.Replied) answer).status()).isEqualTo(200);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out/orders/eu"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve("out/orders/eu").resolve(name));
  }

  @Test
  void linesAreThereWhenTheyAreSaidToBe() throws IOException {
    written("{\"id\":1}\n{\"id\":2}");
    assertThat(names()).containsExactly("20261120T100000Z-1.ndjson.open");
    assertThat(text("20261120T100000Z-1.ndjson.open")).isEqualTo("{\"id\":1}\n{\"id\":2}\n");
    written("{\"id\":3}");
    carrier.close();
    assertThat(names()).containsExactly("20261120T100000Z-1.ndjson");
    assertThat(text("20261120T100000Z-1.ndjson")).isEqualTo("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
  }

  @Test
  void aFileIsClosedBeforeItGrowsTooLarge() throws IOException {
    written("a".repeat(1_000));
    written("b".repeat(100));
    written("c".repeat(5_000));
    written("d");
    assertThat(names())
        .containsExactly(
            "20261120T100000Z-1.ndjson",
            "20261120T100000Z-2.ndjson",
            "20261120T100000Z-3.ndjson",
            "20261120T100000Z-4.ndjson.open");
    assertThat(text("20261120T100000Z-3.ndjson")).isEqualTo("c".repeat(5_000) + "\n");
  }

  @Test
  void aFileIsClosedAtItsAgeWhetherOrNotMoreComes() throws IOException {
    written("first");
    now.set(TEN.plusSeconds(899));
    carrier.sealOld();
    assertThat(names()).containsExactly("20261120T100000Z-1.ndjson.open");
    now.set(TEN.plusSeconds(900));
    written("second");
    assertThat(names())
        .containsExactly("20261120T100000Z-1.ndjson", "20261120T101500Z-1.ndjson.open");
    now.set(TEN.plusSeconds(1_800));
    carrier.sealOld();
    assertThat(names()).containsExactly("20261120T100000Z-1.ndjson", "20261120T101500Z-1.ndjson");
  }

  @Test
  void whatACrashLeftByHalfIsCutAndClosed() throws IOException {
    Path there = Files.createDirectories(folder.resolve("out/orders/eu"));
    Files.writeString(there.resolve("20261120T090000Z-1.ndjson.open"), "whole\nalso\nhal");
    Files.writeString(there.resolve("20261120T093000Z-1.ndjson.open"), "nothing whole");
    written("next");
    assertThat(names())
        .containsExactly("20261120T090000Z-1.ndjson", "20261120T100000Z-1.ndjson.open");
    assertThat(text("20261120T090000Z-1.ndjson")).isEqualTo("whole\nalso\n");
  }

  @Test
  void manyWritersMixNoLines() throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        String line = Integer.toString(i).repeat(3);
        threads.submit(
            () -> write("file://out/orders%2Feu?size=1MiB&after=15m", line + "\n" + line));
      }
    }
    assertThat(text(names().getFirst()).lines())
        .hasSize(400)
        .allMatch(line -> line.matches("(\\d{1,3})\\1\\1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file://out/..%2F..%2Fetc",
        "file://out/a%2F..%2F..%2Fb",
        "file://elsewhere/a",
        "file:///etc"
      })
  void nothingIsWrittenOutsideOfTheOperatorsFolder(String address) {
    assertThat(write(address, "x")).isInstanceOf(Answer.Barred.class);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeIsBarred() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/orders"), "a file stands where the folder would");
    assertThat(write("file://out/orders%2Feu", "x")).isInstanceOf(Answer.Barred.class);
  }
}
