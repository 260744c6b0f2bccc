package io.tagyard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What goes out. The stub plays five destinations on the same machine. */
final class DeliveryRows {
  private static final int DESTINATIONS = 5;
  private static final int SENDERS = 64;
  private static final String HALF = "open loop at half of it";
  private static final String LEGS = "legs/s";

  private DeliveryRows() {}

  /** Five batched destinations, each gets every event. */
  static void fanout() throws IOException {
    outgoing("fanout", true);
  }

  /** Five unbatched ones: a GET for each event and destination. */
  static void postbacks() throws IOException {
    outgoing("postbacks", false);
  }

  private static void outgoing(String name, boolean batched) throws IOException {
    Row row = Row.start(name);
    try (StubProcess stub = new StubProcess(DESTINATIONS);
        Yard yard = yard(stub, batched);
        GatewayProcess gateway = GatewayProcess.start(yard.folder(), "");
        Client client = client(gateway)) {
      double most = most(client, stub, Meter.WARM_UP, batched ? 3_000 : 1_000);
      row.line("highest rate at which no backlog grows", new Figures().with(Figures.RATE, most));
      List<Figures> runs = new ArrayList<>();
      Meter meter = new Meter(gateway.proc(), 1);
      settle(stub); // the last try may have been too much
      for (int i = 0; i < Meter.RUNS; i++) {
        runs.add(at(most * 0.95, client, stub, meter));
      }
      Figures full = Figures.median(runs);
      row.line("open loop at 95 % of it", full).note(meter.threads());
      settle(stub);
      runs.clear();
      for (int i = 0; i < Meter.RUNS; i++) {
        runs.add(at(most / 2, client, stub, meter));
      }
      Figures half = Figures.median(runs);
      row.line(HALF, half);
      Profile.of(gateway.proc(), () -> client.open(most, Meter.RUN)).notes().forEach(row::note);
      row.measured(
          name,
          Figures.shown(full.get(Figures.RATE))
              + " events/s ("
              + Figures.shown(full.get(LEGS))
              + " legs/s), p99 to a destination "
              + Figures.shown(half.get("to destination p99 ms"))
              + " ms at half load"
              + (batched ? " with a flush of 500 ms" : ""));
      row.measured("memory-" + name, Figures.shown(gateway.proc().residentMost()) + " MiB");
    }
    row.write();
  }

  static Yard yard(StubProcess stub, boolean batched) throws IOException {
    Yard yard = new Yard();
    for (int i = 0; i < DESTINATIONS; i++) {
      if (batched) {
        yard.batched("c" + i, stub.port(i));
      } else {
        yard.postback("c" + i, stub.port(i));
      }
    }
    return yard.write();
  }

  static Client client(GatewayProcess gateway) {
    return new Client(gateway.port(), SENDERS, Purchase.request("/v1/events", Yard.KEY, 1)::next);
  }

  /**
   * The rate at which what comes in also leaves: the closed loop takes in more than leaves, so what
   * left meanwhile is a first guess, and then the rate is stepped until the stub keeps up.
   */
  private static double most(Client client, StubProcess stub, Duration warmUp, double first) {
    client.open(first, warmUp);
    double good = 0;
    double bad = Double.MAX_VALUE;
    double rate = first;
    for (int i = 0; i < (Meter.TRY ? 3 : 7); i++) {
      settle(stub);
      stub.reset();
      Client.Run run = client.open(rate, Duration.ofSeconds(Meter.TRY ? 2 : 5));
      GatewayProcess.pause(Duration.ofMillis(700));
      double left =
          stub.report().stream()
              .limit(DESTINATIONS)
              .mapToLong(StubProcess.Seen::events)
              .min()
              .orElse(0);
      System.out.printf(
          "offered %.0f/s, taken in %d, out to the slowest %.0f%n", rate, run.counted, left);
      boolean keepsUp = left >= 0.97 * run.rate * (run.end - run.begin) / 1e9;
      good = keepsUp ? Math.max(good, rate) : good;
      bad = keepsUp ? bad : Math.min(bad, rate);
      rate = bad == Double.MAX_VALUE ? rate * 1.5 : good == 0 ? bad * 0.6 : (good + bad) / 2;
    }
    return good == 0 ? bad : good;
  }

  /** Waits until nothing arrives any more. */
  static void settle(StubProcess stub) {
    long before = -1;
    for (int i = 0; i < 60; i++) {
      long now = stub.report().stream().mapToLong(StubProcess.Seen::events).sum();
      if (now == before) {
        return;
      }
      before = now;
      GatewayProcess.pause(Duration.ofMillis(600));
    }
  }

  private static Figures at(double rate, Client client, StubProcess stub, Meter meter)
      throws IOException {
    stub.reset();
    Figures figures = meter.once(time -> client.open(rate, time));
    List<StubProcess.Seen> seen = stub.report();
    double seconds = Meter.RUN.toMillis() / 1e3;
    return figures
        .with(LEGS, seen.stream().mapToLong(StubProcess.Seen::events).sum() / seconds)
        .with("to destination p50 ms", worst(seen, StubProcess.Seen::p50))
        .with("to destination p99 ms", worst(seen, StubProcess.Seen::p99))
        .with("to destination p99.9 ms", worst(seen, StubProcess.Seen::p999));
  }

  private static double worst(List<StubProcess.Seen> seen, ToLongFunction<StubProcess.Seen> value) {
    return seen.stream().mapToLong(value).max().orElse(0) / 1e3;
  }

  /**
   * One of five sick, the other four beside the quiet run. One round measures each of the four
   * states once, each in a gateway of its own; rounds are interleaved and add up over calls.
   */
  static void isolation(int rounds) throws IOException {
    Map<String, String> states = new LinkedHashMap<>();
    states.put("quiet", "ok");
    states.put("dead", "dead");
    states.put("30 s slow", "slow 30000");
    states.put("throttling", "throttle");
    IsolationRuns runs = IsolationRuns.read();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, String> state : states.entrySet()) {
        runs.add(state.getKey(), sick(state.getValue()));
      }
    }
    runs.report();
  }

  /** Half of what the fan-out reached, so that a loss would show and is not the load's own. */
  static double halfOfFanout() throws IOException {
    String given = System.getProperty("half.of.fanout", "");
    if (!given.isEmpty()) {
      return Double.parseDouble(given);
    }
    for (JsonNode line : Row.read("fanout").path("lines")) {
      if (line.path("what").asText().equals(HALF)) {
        return Math.floor(Double.parseDouble(line.path(Figures.RATE).asText().replace(",", "")));
      }
    }
    throw new IOException("measure fanout first, or say -Dhalf.of.fanout=");
  }

  private static Figures sick(String mode) throws IOException {
    try (StubProcess stub = new StubProcess(DESTINATIONS);
        Yard yard = yard(stub, true);
        GatewayProcess gateway = GatewayProcess.start(yard.folder(), "");
        Client client = client(gateway)) {
      stub.be(DESTINATIONS - 1, mode);
      double rate = halfOfFanout();
      client.open(rate, Meter.WARM_UP.dividedBy(2));
      settle(stub); // a fresh process is behind at first
      stub.reset();
      Client.Run run = client.open(rate, Meter.RUN);
      List<StubProcess.Seen> others = stub.report().subList(0, DESTINATIONS - 1);
      double seconds = Meter.RUN.toMillis() / 1e3;
      return new Figures()
          .with("offered events/s", rate)
          .with(
              "others' legs/s", others.stream().mapToLong(StubProcess.Seen::events).sum() / seconds)
          .with("others' p50 ms", worst(others, StubProcess.Seen::p50))
          .with("others' p99 ms", worst(others, StubProcess.Seen::p99))
          .with("intake p99 ms", run.latencies.getValueAtPercentile(99) / 1e3);
    }
  }
}
