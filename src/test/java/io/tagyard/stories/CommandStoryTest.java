package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as people run them, beside a running gateway and without one. */
class CommandStoryTest {
  @TempDir static Path folder;

  private static TwoWorkspaces yard;

  @BeforeAll
  static void aGateway() throws IOException {
    yard = new TwoWorkspaces(folder, Map.of());
  }

  @AfterAll
  static void end() throws InterruptedException {
    yard.close();
  }

  /** How a command ended. */
  private record Ended(int code, String out, String err) {}

  @Test
  void aKeyIsMadeShownListedAndRevoked() throws Exception {
    Ended added = run("keys", "add", "dash", "--role", "viewer", "--workspace", "zeta");
    assertThat(added.code()).as(added.err()).isZero();
    String key = added.out().strip();
    assertThat(key).startsWith("tya_").doesNotContain("\n");
    assertThat(yard.get("/v1/balance", key).json().path("connections")).hasSize(1);

    Ended listed = run("keys", "list");
    assertThat(listed.code()).isZero();
    assertThat(listed.out()).contains("dash  viewer  of zeta").doesNotContain(key);
    String id = listed.out().lines().filter(it -> it.contains("dash")).findFirst().orElseThrow();
    assertThat(run("keys", "revoke", id.split(" ")[0]).code()).isZero();
    assertThat(yard.get("/v1/balance", key).status()).isEqualTo(401);
    assertThat(run("keys", "list").out()).contains("dash  viewer  of zeta  revoked 20");

    Ended again = run("keys", "revoke", "nothing");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("refused with 404");
    Ended scoped = run("keys", "add", "shop", "--scope", "tracking:write");
    assertThat(scoped.err()).contains("shop  tracking:write");
  }

  @Test
  void keysSaysWhatIsWrongWithTheCall() throws Exception {
    Ended refused = run("keys", "add", "x", "--role", "king");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("refused with 400: role: no \"king\"");
    Ended stranger = run("keys", "list", "--key", "not-an-operator-key");
    assertThat(stranger.code()).isEqualTo(1);
    assertThat(stranger.err()).contains("refused with 401");
    assertThat(start(Map.of(), "keys", "list", "--port", port()).code()).isEqualTo(2);
    Ended offline = start(admin(), "keys", "list", "--url", "http://127.0.0.1:1");
    assertThat(offline.code()).isEqualTo(3);
    assertThat(offline.err()).contains("no gateway answers").contains("only while it runs");
  }

  @Test
  void aCommandFindsTheGatewayOfItsDataFolderWhateverPortItTook() throws Exception {
    Ended listed = start(admin(), "keys", "list", "--data", folder.resolve("data").toString());
    assertThat(listed.code()).as(listed.err()).isZero();
  }

  @Test
  void aTestEventIsWithheldByAConnectionWithoutATestMode() throws Exception {
    Path file = Files.writeString(folder.resolve("test.json"), StoryYard.purchase("trial-1"));
    Ended sent = run("send", file.toString(), "--test", "--key", StoryYard.KEY);
    assertThat(sent.code()).as(sent.err()).isZero();
    assertThat(sent.out()).contains("accepted trial-1");
    yard.await("acme", "withheld", 1);
    JsonNode story = yard.gateway.get("/v1/events/trial-1").json().get(0);
    assertThat(story.path("flags").toString()).contains("test");
    assertThat(story.at("/legs/0/fate").asText()).isEqualTo("withheld");
    assertThat(story.at("/legs/0/reason").asText()).isEqualTo("test_event");
    assertThat(yard.platforms.received("acme")).isEmpty();
  }

  @Test
  void theDoctorFindsNothingToDoWhereAllIsWell() throws Exception {
    Ended well = doctor(folder.resolve("routes"), "--allow-network", "127.0.0.0/8");
    assertThat(well.code()).as(well.out()).isZero();
    assertThat(well.out())
        .contains("disk sync: 4 KiB")
        .contains("a gateway runs there and is ready")
        .contains("reached at 127.0.0.1:")
        .contains("acme/hook, zeta/hook")
        .contains(", 0 failed")
        .doesNotContain("fail ");
  }

  @Test
  void theDoctorSaysWhereNothingCanBeSentAndWhatToDo() throws Exception {
    int dead;
    try (ServerSocket free = new ServerSocket(0)) {
      dead = free.getLocalPort();
    }
    Path routes = folder.resolve("sick");
    StoryYard sick = new StoryYard(routes, "sick");
    sick.webhook("dead", "http://127.0.0.1:" + dead + "/x", "{ flush: 20ms }");
    sick.webhook("nowhere", "https://no-such-host.invalid/x", "{ flush: 20ms }");
    sick.webhook("private", "https://10.1.2.3/x", "{ flush: 20ms }");
    sick.write();
    Files.createDirectories(routes.resolve("broken"));
    Files.writeString(routes.resolve("broken/workspace.yaml"), "workspace: broken\nowne: me\n");

    Ended ill = doctor(routes, "--allow-network", "127.0.0.0/8");
    assertThat(ill.code()).isEqualTo(1);
    assertThat(ill.out())
        .contains("fail  http://127.0.0.1:" + dead + ": connection_refused (sick/dead)")
        .contains("fail  https://no-such-host.invalid: dns_error (sick/nowhere)")
        .contains("fail  https://10.1.2.3: blocked_address (sick/private)")
        .contains("-> not a public address: start with --allow-network")
        .contains("fail  workspace broken: its files have problems")
        .contains("./tagyard check")
        .contains(", 4 failed")
        .doesNotContain(StoryYard.SECRET);
  }

  private static Ended doctor(Path routes, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "doctor",
                "--port",
                port(),
                "--routes",
                routes.toString(),
                "--data",
                folder.resolve("data").toString(),
                "--destinations",
                Path.of("destinations").toAbsolutePath().toString()));
    arguments.addAll(List.of(more));
    return start(Map.of("TAGYARD_RETENTION_BYTES", "1MiB"), arguments.toArray(String[]::new));
  }

  private static Ended run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--port", port()));
    return start(admin(), all.toArray(String[]::new));
  }

  private static Map<String, String> admin() {
    return Map.of("TAGYARD_ADMIN_KEY", GatewayFixture.ADMIN);
  }

  private static String port() {
    return Integer.toString(yard.gateway.port());
  }

  private static Ended start(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.tagyard.Gateway"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TAGYARD_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the command did not end: " + String.join(" ", arguments));
    }
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
