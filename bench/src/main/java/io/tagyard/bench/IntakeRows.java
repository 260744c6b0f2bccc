package io.tagyard.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What comes in: single events and batches, each acknowledged when it is on stable storage. */
final class IntakeRows {
  private static final int FEW = 64;
  private static final int MANY = 512;
  private static final int BATCH = 50;
  private static final int BATCH_CALLERS = 16;

  private IntakeRows() {}

  /** Single events. One connection wants their digests; it is paused, so that nothing leaves. */
  static void single() throws IOException {
    Row row = Row.start("intake");
    row.line("4 KiB written and synced, nothing else running", Disk.yardstick());
    row.line("memory, nothing else running", Memory.yardstick());
    double bare = bare(row);
    try (Yard yard = new Yard().batched("paused", 9).write();
        GatewayProcess gateway = GatewayProcess.start(yard.folder(), "")) {
      gateway.ask("/v1/connections/bench/paused/pause", "{}");
      Purchase purchase = Purchase.request("/v1/events", Yard.KEY, 1);
      Meter meter = new Meter(gateway.proc(), 1);
      double most;
      try (Client client = new Client(gateway.port(), MANY, purchase::next)) {
        client.closed(Meter.WARM_UP);
        Figures many = meter.measure(client::closed);
        row.line("closed loop, 512 callers", many).note(meter.threads());
        most = many.get(Figures.RATE);
      }
      try (Client client = new Client(gateway.port(), FEW, purchase::next)) {
        Figures few = meter.measure(client::closed);
        row.line("closed loop, 64 callers", few);
        most = Math.max(most, few.get(Figures.RATE));
      }
      try (Client client = new Client(gateway.port(), MANY, purchase::next)) {
        double half = Math.floor(most / 2);
        Figures open = meter.measure(time -> client.open(half, time));
        row.line("open loop at half of the maximum", open)
            .note("the bare endpoint answers " + Figures.shown(bare / most) + " times as many");
        Profile.of(gateway.proc(), () -> client.closed(Meter.RUN)).notes().forEach(row::note);
        row.measured(
            "single",
            Figures.shown(most)
                + "/s, p99 "
                + Figures.shown(open.get(Figures.P99))
                + " ms at half of it");
      }
      row.measured("memory-intake", Figures.shown(gateway.proc().residentMost()) + " MiB");
    }
    row.write();
  }

  /** The framework alone, with the same requests, in the same run. */
  private static double bare(Row row) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            GatewayProcess.java(),
            "-XX:+UseParallelGC",
            "-Xmx320m",
            // a yardstick that logs each request would be none
            "-Dlogback.configurationFile=io/tagyard/bench/bare-logback.xml",
            "-cp",
            Path.of("bench", "target", "classes") + File.pathSeparator + "target/lib/*",
            Bare.class.getName());
    Path log = Path.of("bench", "target", "bare.log").toAbsolutePath();
    Purchase purchase = Purchase.request("/bare", Yard.KEY, 1);
    try (GatewayProcess server = GatewayProcess.start(command, log);
        Client client = new Client(server.port(), FEW, purchase::next)) {
      client.closed(Meter.WARM_UP.dividedBy(2));
      Figures figures = new Meter(server.proc(), 1).measure(client::closed);
      row.line("bare Micronaut endpoint, closed loop, 64 callers", figures);
      return figures.get(Figures.RATE);
    }
  }

  /** Arrays of 50. */
  static void batches() throws IOException {
    Row row = Row.start("batches");
    try (Yard yard = new Yard().batched("paused", 9).write();
        GatewayProcess gateway = GatewayProcess.start(yard.folder(), "")) {
      gateway.ask("/v1/connections/bench/paused/pause", "{}");
      Purchase purchase = Purchase.request("/v1/events", Yard.KEY, BATCH);
      Meter meter = new Meter(gateway.proc(), BATCH);
      try (Client client = new Client(gateway.port(), BATCH_CALLERS, purchase::next)) {
        client.closed(Meter.WARM_UP);
        Figures closed = meter.measure(client::closed);
        row.line("closed loop, batches of 50, 16 callers", closed).note(meter.threads());
        double half = Math.floor(closed.get(Figures.RATE) / 2 / BATCH);
        row.line(
            "open loop at half of the maximum", meter.measure(time -> client.open(half, time)));
        Profile.of(gateway.proc(), () -> client.closed(Meter.RUN)).notes().forEach(row::note);
        row.measured("batches", Figures.shown(closed.get(Figures.RATE)) + " events/s");
      }
    }
    row.write();
  }

  /** From the start of the process to the first 202, with and without the launcher's cache. */
  static void start() throws IOException {
    Row row = Row.start("start", "medians of five");
    double with = started("");
    double without = started("-XX:AOTMode=off");
    row.line("start to first 202, with the AOT cache", new Figures().with("s", with));
    row.line("start to first 202, without it", new Figures().with("s", without));
    double command = command("check", "--routes", "routes", "--destinations", "destinations");
    row.line("tagyard check", new Figures().with("s", command));
    row.measured(
        "start",
        Figures.shown(without)
            + " s ("
            + Figures.shown(with)
            + " s with the AOT cache) / "
            + Figures.shown(command)
            + " s");
    row.write();
  }

  private static double started(String jvm) throws IOException {
    List<Figures> runs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      try (Yard yard = new Yard().batched("meta", 9).write()) {
        long begin = System.nanoTime();
        try (GatewayProcess gateway = GatewayProcess.start(yard.folder(), jvm)) {
          gateway.first(Purchase.json(), Yard.KEY);
          runs.add(new Figures().with("s", (System.nanoTime() - begin) / 1e9));
        }
      }
    }
    return Figures.median(runs).get("s");
  }

  private static double command(String... words) throws IOException {
    List<Figures> runs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      List<String> command = new ArrayList<>(List.of("./tagyard"));
      command.addAll(List.of(words));
      long begin = System.nanoTime();
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      runs.add(new Figures().with("s", (System.nanoTime() - begin) / 1e9));
    }
    return Figures.median(runs).get("s");
  }
}
