package io.tagyard;

import io.tagyard.diagnostic.Report;
import io.tagyard.route.Workspace;
import io.tagyard.route.WorkspaceStatus;
import java.io.PrintStream;
import java.util.Optional;

/** What an operator reads first: where it listens, what it loaded, and, once, the admin key. */
final class Greeting {
  private Greeting() {}

  static void print(RunningGateway gateway, String host, PrintStream out) {
    String shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    String base = "http://" + shown + ":" + gateway.port();
    for (WorkspaceStatus status : gateway.yard().statuses()) {
      rejected(status, out);
      status.active().ifPresent(active -> out.println(loaded(gateway, status.workspace(), active)));
    }
    if (gateway.yard().statuses().isEmpty()) {
      out.println("no workspace is loaded: events are refused until there is one");
    }
    gateway.firstAdminKey().ifPresent(key -> out.println("admin key (shown this once): " + key));
    out.println("Tagyard listens on " + base);
    out.flush();
  }

  private static String loaded(RunningGateway gateway, String name, WorkspaceStatus.Active active) {
    Optional<Workspace> workspace = gateway.yard().current().workspace(name);
    String counts =
        workspace
            .map(it ->
                ": "
                    + count(it.sources().size(), "source")
                    + ", "
                    + count(it.connections().size(), "connection")
                    + ", "
                    + count(it.routes().size(), "route"))
            .orElse("");
    String how = active.lastGood() ? " (the last good one: the files have problems)" : "";
    return "workspace " + name + ", revision " + active.revision() + how + counts;
  }

  private static void rejected(WorkspaceStatus status, PrintStream out) {
    status
        .rejected()
        .ifPresent(rejected -> {
          String goesOn =
              status
                  .active()
                  .map(active -> "the gateway goes on with revision " + active.revision())
                  .orElse("workspace " + status.workspace() + " stays out, the others run");
          out.print(Report.of(rejected.problems()).text(Optional.of(goesOn)));
        });
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
