package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tagyard.stories.GatewayFixture.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fails under the journal, on a small file system of its own. */
class WriteFailureStoryTest {
  @TempDir Path folder;

  private final FaultServer platforms = new FaultServer();
  private Path disk;

  @BeforeEach
  void aSmallDisk() throws Exception {
    disk = Files.createDirectories(folder.resolve("disk"));
    if (run("mount", "-t", "tmpfs", "-o", "size=256m", "tagyard-test", disk.toString()) != 0) {
      abort("needs root on Linux: a small file system is mounted to be filled");
    }
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    yard.webhook("hook", platforms.url("hook"), "{ flush: 20ms }");
    yard.write();
  }

  @AfterEach
  void unmount() throws Exception {
    platforms.close();
    run("umount", "-l", disk.toString());
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return -1; // no such command
    }
  }

  /** 18: a write that fails under the journal ends the process; nothing was promised falsely. */
  @Test
  void aWriteThatFailsEndsTheProcessAndWhatWasAcknowledgedIsThere() throws Exception {
    Set<String> acknowledged = new LinkedHashSet<>();
    try (GatewayFixture gateway = gateway()) {
      Path filler = disk.resolve("filler");
      fill(filler, Files.getFileStore(disk).getUsableSpace() - (2L << 20));
      for (int i = 0; gateway.process().isAlive() && i < 2_000; i++) {
        String id = "tight-" + i;
        try {
          if (trySend(gateway, id) == 202) {
            acknowledged.add(id);
          }
        } catch (IOException e) {
          break; // it is gone
        }
      }
      assertThat(gateway.awaitEnd()).isEqualTo(1);
      assertThat(gateway.said()).contains("Tagyard stops, nothing more can be kept: ");

      Files.delete(filler);
      gateway.start();
      for (String id : acknowledged) {
        assertThat(gateway.get("/v1/events/" + id).status()).as(id).isEqualTo(200);
      }
      assertThat(send(gateway, "after").status()).isEqualTo(202);
    }
  }

  private GatewayFixture gateway() throws IOException {
    Path file =
        Files.writeString(folder.resolve("tagyard.yaml"), "disk: { free-warn: 1B, free-stop: 1B }");
    return GatewayFixture.start(
        folder.resolve("routes"), disk.resolve("data"), "--config", file.toString());
  }

  private static Reply send(GatewayFixture gateway, String id) {
    return gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase(id));
  }

  private static int trySend(GatewayFixture gateway, String id) throws IOException {
    String text = "x".repeat(15_000);
    String properties =
        "\"properties\":{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\",\"d\":\"%s\"}"
            .formatted(text, text, text, text);
    String padded = StoryYard.purchase(id).replace("\"consent\"", properties + ",\"consent\"");
    return GatewayFixture.sendOrFail(
            gateway
                .request("/v1/events", StoryYard.KEY)
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(padded))
                .build())
        .status();
  }

  private static void fill(Path file, long bytes) throws IOException {
    byte[] chunk = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < bytes; written += chunk.length) {
        out.write(chunk);
      }
    }
  }
}
