package io.tagyard.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tagyard.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where the gateway of a data folder listens: it leaves a note there as long as it runs, so that
 * commands find it whatever port it took.
 */
public final class RunningAt {
  /** The note, in the data folder. */
  public static final String FILE = "gateway.json";

  private RunningAt() {}

  /** What this process notes. */
  public static byte[] note(int port) {
    ProcessHandle self = ProcessHandle.current();
    return Json.write(
        JsonNodeFactory.instance
            .objectNode()
            .put("port", port)
            .put("pid", self.pid())
            .put("started", started(self)));
  }

  /**
   * The address to call: the port that was asked for, else that of the gateway that runs on the
   * data folder, else the setting.
   */
  static String address(Settings settings) {
    int set = settings.get(Setting.PORT);
    int port =
        settings.isAskedFor(Setting.PORT) && set != 0
            ? set
            : noted(settings.folder(Setting.DATA).resolve(FILE)).orElse(set);
    return "http://127.0.0.1:" + port;
  }

  /** A note of a process that is gone tells nothing: it was killed. */
  private static OptionalInt noted(Path file) {
    try {
      JsonNode note = Json.read(Files.readAllBytes(file));
      int port = note.path("port").asInt();
      boolean runs =
          ProcessHandle.of(note.path("pid").asLong())
              .filter(process -> started(process).equals(note.path("started").asText()))
              .isPresent();
      return runs && port > 0 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
    } catch (IOException e) { // none, or half of one
      return OptionalInt.empty();
    }
  }

  /** Tells it from another process that got the same number later. */
  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Object::toString).orElse("");
  }
}
