package io.tagyard.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tagyard.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** {@code tagyard sandbox}: the requests that the demo's destinations got, oldest first. */
@CommandLine.Command(
    name = "sandbox",
    description = "show the requests that the demo's destinations got")
final class SandboxCommand extends Command {
  @Override
  int run(Settings settings) throws Exception {
    Path portFile = settings.folder(Setting.DATA).resolve("sandbox.port");
    String port;
    try {
      port = Files.readString(portFile).strip();
    } catch (IOException e) {
      err.println(
          "no demo runs on the data folder "
              + settings.folder(Setting.DATA)
              + " (./tagyard run starts it)");
      return UNREACHABLE;
    }
    JsonNode requests =
        Json.read(new GatewayClient("http://127.0.0.1:" + port).get("/requests", "").body());
    out.println(
        Json.mapper()
            .writer()
            .with(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(requests));
    err.println(requests.size() + " requests");
    return FINE;
  }
}
