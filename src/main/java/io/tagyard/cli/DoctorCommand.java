package io.tagyard.cli;

import io.tagyard.cli.Finding.Level;
import io.tagyard.route.Yard;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** {@code tagyard doctor}: whether a gateway can do its work here, line by line. */
@CommandLine.Command(
    name = "doctor",
    description = "look at disk, clock, network, destinations and settings; sends no request")
final class DoctorCommand extends Command {
  private final InstantSource clock;

  DoctorCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  int run(Settings settings) throws Exception {
    Instant now = clock.instant();
    Path data = settings.folder(Setting.DATA);
    Yard yard = OfflineWorkspaces.load(settings, clock);
    List<Finding> found = new ArrayList<>();
    found.addAll(SettingsDoctor.look(settings));
    found.addAll(DiskDoctor.look(data, settings.get(Setting.RETENTION_BYTES)));
    found.add(ClockDoctor.look(data, clock));
    found.add(gateway(settings));
    found.addAll(DestinationDoctor.workspaces(yard));
    found.addAll(DestinationDoctor.look(yard, settings, now));
    found.forEach(this::say);
    out.println(
        count(found, Level.OK)
            + " ok, "
            + count(found, Level.WARN)
            + " to look at, "
            + count(found, Level.FAIL)
            + " failed");
    return count(found, Level.FAIL) > 0 ? PROBLEMS : FINE;
  }

  private void say(Finding finding) {
    out.printf("%-5s %s: %s%n", finding.level(), finding.what(), finding.said());
    if (!finding.advice().isEmpty()) {
      out.println("      -> " + finding.advice());
    }
  }

  private static long count(List<Finding> found, Level level) {
    return found.stream().filter(finding -> finding.level() == level).count();
  }

  /** A gateway that runs is asked how it is; otherwise its port must be free. */
  private static Finding gateway(Settings settings) {
    int port = settings.get(Setting.PORT);
    if (port == 0) {
      return Finding.ok("port", "any free one is taken");
    }
    try {
      GatewayClient.Reply reply =
          new GatewayClient("http://127.0.0.1:" + port).get("/health/readiness", "");
      return reply.status() == 200
          ? Finding.ok("port " + port, "a gateway runs there and is ready")
          : Finding.fail(
              "port " + port,
              "whoever runs there is not ready (" + reply.status() + ")",
              "GET /health/readiness says why; or choose another port with --port");
    } catch (GatewayClient.Unreachable e) {
      return isFree(settings.get(Setting.HOST), port)
          ? Finding.ok("port " + port, "is free; no gateway runs there now")
          : Finding.fail(
              "port " + port,
              "is taken by something that is no gateway, or may not be opened",
              "choose another one with --port");
    }
  }

  private static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
