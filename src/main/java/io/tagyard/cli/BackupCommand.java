package io.tagyard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tagyard.cli.GatewayClient.Reply;
import io.tagyard.cli.GatewayClient.Unreachable;
import io.tagyard.event.Json;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagyard backup DIR}: by the running gateway; without one, from the data folder itself. */
@CommandLine.Command(
    name = "backup",
    description = "copy everything that is kept into a new folder")
final class BackupCommand extends Command {
  private static final int LOOK_AGAIN_MS = 300;

  private final Operating operating;

  @Parameters(paramLabel = "DIR", description = "an empty folder, or one that is not there yet")
  private Path folder = Path.of("");

  @Option(names = "--key", description = "an admin key; default: TAGYARD_ADMIN_KEY")
  private @Nullable String key;

  BackupCommand(Operating operating) {
    this.operating = operating;
  }

  @Override
  int run(Settings settings) throws Exception {
    Path to = folder.toAbsolutePath().normalize();
    GatewayClient gateway = new GatewayClient(RunningAt.address(settings));
    String admin = key != null ? key : settings.get(Setting.ADMIN_KEY);
    byte[] wish = Json.write(JsonNodeFactory.instance.objectNode().put("folder", to.toString()));
    Reply begun;
    try {
      begun = gateway.post("/v1/backups", admin, "application/json", wish, false);
    } catch (Unreachable e) {
      return offline(settings, to);
    }
    if (begun.status() != 202) {
      err.println(refused(begun));
      return PROBLEMS;
    }
    return await(gateway, admin);
  }

  private int offline(Settings settings, Path to) throws InterruptedException {
    try {
      done(operating.backup(settings, to), to, settings.folder(Setting.DATA).toString());
      return FINE;
    } catch (Operating.Trouble e) {
      err.println(e.getMessage());
      return PROBLEMS;
    }
  }

  private int await(GatewayClient gateway, String admin) throws Exception {
    while (true) {
      JsonNode run = json(gateway.get("/v1/backups", admin)).path("backup");
      switch (run.path("state").asText()) {
        case "running" -> pause();
        case "done" -> {
          Path made = Path.of(run.path("folder").asText());
          done(run.path("bytes").asLong(), made, run.path("data").asText());
          return FINE;
        }
        default -> {
          err.println(run.path("because").asText("the gateway does not say how the backup went"));
          return PROBLEMS;
        }
      }
    }
  }

  private void done(long bytes, Path to, String of) {
    err.println("backed up " + of + ": " + (bytes >> 10) + " KiB in " + to);
    err.println("it holds the keys as well: keep it as you keep the data folder");
  }

  private static String refused(Reply reply) {
    String why = json(reply).path("detail").asText("this is no answer of a gateway");
    return reply.status() == 401
        ? "a gateway runs here and " + why + "; give --key or TAGYARD_ADMIN_KEY"
        : "refused with " + reply.status() + ": " + why;
  }

  private static JsonNode json(Reply reply) {
    try {
      return Json.read(reply.body());
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  /** Nobody counts this latch down: a wait that can be interrupted. */
  private static void pause() throws InterruptedException {
    boolean never = new CountDownLatch(1).await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
    if (never) {
      throw new IllegalStateException("nobody counts down");
    }
  }
}
