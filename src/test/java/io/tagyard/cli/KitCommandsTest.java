package io.tagyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an agency does without a gateway: begin, test, and see what a change means. */
@ResourceLock(Resources.SYSTEM_OUT)
class KitCommandsTest {
  private static final Path SHIPPED = Path.of("destinations");

  @TempDir Path folder;

  @BeforeEach
  void aCheckout() throws IOException {
    copy(SHIPPED.resolve("webhook"), folder.resolve("destinations/webhook"));
    Files.createDirectories(folder.resolve("routes"));
  }

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> folders = Files.list(SHIPPED)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aNewDestinationLikeAnyOtherPassesCheckAndItsExamples(Path like) throws IOException {
    String name = String.valueOf(like.getFileName());
    if (!name.equals("webhook")) {
      copy(like, folder.resolve("destinations").resolve(name));
    }

    assertThat(run("new", "destination", "acme-ads", "--like", name).code()).isZero();
    assertThat(folder.resolve("destinations/acme-ads/README.md")).isNotEmptyFile();
    assertThat(Files.readString(folder.resolve("destinations/acme-ads/destination.yaml")))
        .contains("destination: acme-ads")
        .contains("# Its name; the folder's too.");
    Ran test = run("test");
    assertThat(test.code()).as(test.text()).isZero();
  }

  @Test
  void nothingIsOverwritten() {
    Ran again = run("new", "destination", "webhook", "--like", "webhook");
    assertThat(again.code()).isEqualTo(2);
  }

  @Test
  void aNewWorkspaceHasKeysAndPassesCheckAndItsTests() throws IOException {
    Ran begun = run("new", "workspace", "acme");
    assertThat(begun.code()).as(begun.text()).isZero();
    assertThat(begun.text()).doesNotContain("secret-not-set");

    Path secrets = folder.resolve("secrets");
    assertThat(Files.getPosixFilePermissions(secrets)).hasSize(3);
    List<String> keys = new ArrayList<>();
    for (String name : List.of("acme-web-key", "acme-backend-key")) {
      Path file = secrets.resolve(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      keys.add(Files.readString(file).strip());
    }
    assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-f]{32}"));
    assertThat(begun.text()).doesNotContain(keys);

    assertThat(run("check", "--strict").code()).isZero();
    Ran test = run("test");
    assertThat(test.code()).as(test.text()).isZero();
    assertThat(test.text()).contains("2 route tests, 0 failed");
    Ran route = run("new", "route", "leads");
    assertThat(route.code()).as(route.text()).isZero();
  }

  @Test
  void aKeyThatIsThereIsKept() throws IOException {
    Files.createDirectories(folder.resolve("secrets"));
    Path key = Files.writeString(folder.resolve("secrets/acme-web-key"), "a-key-of-long-ago");
    assertThat(run("new", "workspace", "acme").text()).contains("kept " + key);
    assertThat(key).hasContent("a-key-of-long-ago");
  }

  @Test
  void withoutSecretsOnlyTheFilesAreChecked() throws IOException {
    run("new", "workspace", "acme");
    Path file = folder.resolve("routes/acme/workspace.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"https://hooks.example.com/orders\"", "\"${env.NOBODY_SET_THIS}\""));
    Files.delete(folder.resolve("secrets/acme-web-key"));
    assertThat(run("check").text())
        .contains("secret-not-set", "acme-web-key", "NOBODY_SET_THIS")
        .contains("one that runs sees no new ones");

    Ran check = run("check", "--strict", "--without-secrets");
    assertThat(check.code()).as(check.text()).isZero();

    Files.writeString(file, Files.readString(file).replace("sources:", "surces:"));
    assertThat(run("check", "--without-secrets").text())
        .contains("unknown-key", "did you mean: sources?");
  }

  @Test
  void anExampleThatShowsSomethingElseFailsWithThePartThatDiffers() throws IOException {
    Path example = folder.resolve("destinations/webhook/examples/purchase.yaml");
    Files.writeString(
        example, Files.readString(example).replace("method: \"POST\"", "method: PUT"));

    Ran test = run("test");
    assertThat(test.code()).isOne();
    assertThat(test.text()).contains("example-failed").contains("method: PUT -> POST");
  }

  @Test
  void aChangeIsToldInConnectionsEventsAndRequestsWithoutSecrets() throws IOException {
    run("new", "workspace", "acme");
    Path file = folder.resolve("routes/acme/workspace.yaml");
    Files.writeString(
        file, Files.readString(file).replace("${file.acme-web-key}", "key-of-WEB-0123456"));
    copy(folder.resolve("routes"), folder.resolve("before/routes"));
    copy(folder.resolve("destinations"), folder.resolve("before/destinations"));
    assertThat(diff().text()).isEqualToIgnoringNewLines("nothing changes");

    Files.writeString(
        file,
        Files.readString(file)
            .replace("hooks.example.com/orders", "hooks.example.com/v2")
            .replace("key-of-WEB-0123456", "another-key-012345"));
    Path route = folder.resolve("routes/acme/purchases.yaml");
    Files.writeString(
        route, Files.readString(route).replace("events: [purchase, refund]", "events: [refund]"));
    Path definition = folder.resolve("destinations/webhook/destination.yaml");
    Files.writeString(
        definition, Files.readString(definition).replace("event.${name}", "event.v2.${name}"));

    Ran told = diff();
    assertThat(told.text())
        .contains("destination webhook")
        .contains("example purchase.yaml")
        .contains("body type: \"event.purchase\" -> \"event.v2.purchase\"")
        .contains("source web: key: (secret) -> (secret)")
        .contains("connection warehouse: settings.url: \"https://hooks.example.com/orders\" -> ")
        .contains("route purchases: events[0]: \"purchase\" -> \"refund\"")
        .contains("event of the test \"a paid order is sent\"")
        .contains("warehouse: sends -> no leg")
        .doesNotContain("another-key");
  }

  private Ran diff() {
    return run("diff", "--before", folder.resolve("before").toString());
  }

  private record Ran(int code, String text) {}

  private Ran run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--routes", folder.resolve("routes").toString()));
    all.addAll(List.of("--secrets", folder.resolve("secrets").toString()));
    all.addAll(List.of("--destinations", folder.resolve("destinations").toString()));
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      int code =
          Tagyard.line(
                  settings -> 0,
                  (settings, source, headers, event, now) -> JsonNodeFactory.instance.objectNode(),
                  NO_DATA,
                  InstantSource.system())
              .execute(all.toArray(String[]::new));
      return new Ran(code, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path there = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(there);
        } else {
          Files.copy(file, there);
        }
      }
    }
  }

  private static final Operating NO_DATA =
      new Operating() {
        @Override
        public long backup(Settings settings, Path folder) throws Trouble {
          throw new Trouble("there is no data folder here");
        }

        @Override
        public String restore(Settings settings, Path folder) throws Trouble {
          throw new Trouble("there is no data folder here");
        }
      };
}
