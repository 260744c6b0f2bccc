package io.tagyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What must not grow: CPU per event with routes, connections and a long journal. */
final class GrowthRows {
  private static final double RATE = 2_000;
  private static final int FILLED = Integer.getInteger("fill", Meter.TRY ? 100_000 : 10_000_000);
  private static final int MEMORY_RUNS = 8;
  private static final int BACKLOG = Meter.TRY ? 20_000 : 1_000_000;

  private GrowthRows() {}

  /** One route matches; the others are about other events, or have a condition that is false. */
  static void routes() throws IOException {
    Row row = Row.start("routes");
    double ten = 0;
    double thousand = 0;
    for (int count : new int[] {10, 100, 1_000}) {
      Figures figures = cpu(yard -> yard.batched("meta", yard.port()), count - 1, 0);
      row.line(count + " routes, the others about other events", figures);
      ten = count == 10 ? figures.get(Figures.CPU) : ten;
      thousand = figures.get(Figures.CPU);
    }
    row.measured("routes", Figures.shown(thousand / ten) + "x CPU per event from 10 to 1,000");
    for (int count : new int[] {10, 100}) {
      row.line(
          count + " routes about purchases, one condition holds",
          cpu(yard -> yard.batched("meta", yard.port()), 0, count - 1));
    }
    row.write();
  }

  /** Every event goes to all of them. */
  static void connections() throws IOException {
    Row row = Row.start("connections");
    for (int count : new int[] {1, 10, 50}) {
      Figures figures =
          cpu(
              yard -> {
                for (int i = 0; i < count; i++) {
                  yard.batched("c" + i, yard.port());
                }
              },
              0,
              0,
              count > 10 ? RATE / 8 : RATE / 2);
      row.line(
          count + " connections, each gets every event",
          figures.with("CPU us/leg", figures.get(Figures.CPU) / count));
    }
    row.write();
  }

  /** Writes connections of a yard. */
  @FunctionalInterface
  private interface Furnishing {
    void of(Growing yard) throws IOException;
  }

  /** A yard that knows where its stub listens. */
  private record Growing(Yard yard, int port) {
    void batched(String name, int at) {
      yard.batched(name, at);
    }
  }

  private static Figures cpu(Furnishing furnishing, int others, int falses) throws IOException {
    return cpu(furnishing, others, falses, RATE);
  }

  private static Figures cpu(Furnishing furnishing, int others, int falses, double rate)
      throws IOException {
    try (StubProcess stub = new StubProcess(1);
        Yard yard = new Yard()) {
      furnishing.of(new Growing(yard, stub.port(0)));
      yard.write().otherRoutes(others).falseRoutes(falses);
      try (GatewayProcess gateway = GatewayProcess.start(yard.folder(), "");
          Client client = DeliveryRows.client(gateway)) {
        client.open(rate, Meter.WARM_UP.dividedBy(2));
        Meter meter = new Meter(gateway.proc(), 1);
        return meter.once(time -> client.open(rate, time));
      }
    }
  }

  /** An empty journal and one of ten million events. */
  static void journal() throws IOException {
    Row row = Row.start("journal");
    Figures empty = filled(0);
    row.line("empty journal", empty);
    Figures full = filled(FILLED);
    row.line("journal of " + FILLED + " events", full);
    row.measured(
        "journal",
        Figures.shown(full.get(Figures.CPU) / empty.get(Figures.CPU))
            + "x CPU per event from an empty journal to one of "
            + String.format(Locale.ROOT, "%,d", FILLED)
            + " events");
    row.write();
  }

  /** Fills the long journal, once; it stays for the runs that follow. */
  static void fill() throws IOException {
    full(FILLED).close();
  }

  private static Yard full(int events) throws IOException {
    Yard yard = Yard.kept("filled-" + events);
    Path done = yard.folder().resolve("filled");
    if (!Files.exists(done)) {
      JournalFill.fill(yard.folder().resolve("data"), events);
      Files.createFile(done);
    }
    return yard;
  }

  private static Figures filled(int events) throws IOException {
    try (StubProcess stub = new StubProcess(1);
        Yard yard = events == 0 ? new Yard() : full(events)) {
      yard.batched("meta", stub.port(0)).write();
      try (GatewayProcess gateway = GatewayProcess.start(yard.folder(), "");
          Client client = DeliveryRows.client(gateway)) {
        client.open(RATE, Meter.WARM_UP.dividedBy(2));
        return new Meter(gateway.proc(), 1).measure(time -> client.open(RATE, time));
      }
    }
  }

  /**
   * One of two destinations was away for a million events and comes back; the other goes on
   * meanwhile.
   */
  static void backlog() throws IOException {
    Row row = Row.start("backlog");
    try (StubProcess stub = new StubProcess(2);
        Yard yard = new Yard().batched("up", stub.port(0)).batched("away", stub.port(1)).write();
        GatewayProcess gateway = GatewayProcess.start(yard.folder(), "")) {
      gateway.ask("/v1/connections/bench/away/pause", "{}");
      Purchase fifty = Purchase.request("/v1/events", Yard.KEY, 50);
      try (Client filling = new Client(gateway.port(), 16, fifty::next)) {
        for (long kept = 0; kept < BACKLOG; ) {
          kept += filling.closed(Duration.ofSeconds(2)).counted * 50;
        }
      }
      for (int i = 0; i < 10; i++) {
        DeliveryRows.settle(stub); // more came in than goes out: the other has a backlog as well
      }
      try (Client client = DeliveryRows.client(gateway)) {
        row.line("before", going(client, stub, gateway, 0));
        gateway.ask("/v1/connections/bench/away/resume", "{}");
        long begin = System.nanoTime();
        long drained = 0;
        while (drained < BACKLOG && System.nanoTime() - begin < Duration.ofSeconds(120).toNanos()) {
          Figures figures = going(client, stub, gateway, 1);
          drained += (long) (figures.get("drained/s") * Meter.RUN.toMillis() / 1e3);
          row.line("while the backlog drains", figures);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        row.measured(
            "backlog",
            Figures.shown(drained)
                + " events drained in "
                + Figures.shown(seconds)
                + " s while the other connection went on");
      }
    }
    row.write();
  }

  /** A minute of fan-out to five destinations: the resident size has to stay where it is. */
  static void memory() throws IOException {
    Row row = Row.start("memory");
    double rate = 2 * DeliveryRows.halfOfFanout();
    try (StubProcess stub = new StubProcess(5);
        Yard yard = DeliveryRows.yard(stub, true);
        GatewayProcess gateway = GatewayProcess.start(yard.folder(), "");
        Client client = DeliveryRows.client(gateway)) {
      client.open(rate, Meter.WARM_UP);
      double first = gateway.proc().resident();
      for (int i = 1; i <= MEMORY_RUNS; i++) {
        Figures figures = new Meter(gateway.proc(), 1).once(time -> client.open(rate, time));
        row.line("run " + i, figures);
      }
      row.measured(
          "memory",
          Figures.shown(gateway.proc().residentMost())
              + " MiB at most; "
              + Figures.shown(first)
              + " MiB before the first of "
              + MEMORY_RUNS
              + " runs, "
              + Figures.shown(gateway.proc().resident())
              + " MiB after the last");
    }
    row.write();
  }

  private static Figures going(
      Client client, StubProcess stub, GatewayProcess gateway, int draining) throws IOException {
    stub.reset();
    Figures figures = new Meter(gateway.proc(), 1).once(time -> client.open(RATE / 2, time));
    List<StubProcess.Seen> seen = stub.report();
    return figures
        .with("other's p99 ms", seen.getFirst().p99() / 1e3)
        .with("drained/s", draining * seen.get(1).events() / (Meter.RUN.toMillis() / 1e3));
  }
}
