package io.tagyard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Loads a server and looks at it from outside meanwhile. */
final class Meter {
  /** Shorter runs when somebody only wants to know whether it works. */
  static final boolean TRY = Boolean.getBoolean("try");

  static final Duration RUN = Duration.ofSeconds(TRY ? 2 : Integer.getInteger("seconds", 8));
  static final Duration WARM_UP = Duration.ofSeconds(TRY ? 4 : Integer.getInteger("warm.up", 20));
  static final int RUNS = TRY ? 1 : 3;

  private final Proc process;
  private final int eventsPerRequest;
  private Proc.Sample last;

  Meter(Proc process, int eventsPerRequest) {
    this.process = process;
    this.eventsPerRequest = eventsPerRequest;
    this.last = process.sample();
  }

  /** A load, once: a {@link Client} in the closed or the open loop. */
  @FunctionalInterface
  interface Load {
    Client.Run go(Duration time);
  }

  /** Medians of several runs. */
  Figures measure(Load load) throws IOException {
    List<Figures> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(once(load));
    }
    return Figures.median(runs);
  }

  Figures once(Load load) throws IOException {
    Proc.Sample before = process.sample();
    Client.Run run = load.go(RUN);
    last = process.sample().since(before);
    refuse(run.statuses);
    double events = (double) run.counted * eventsPerRequest;
    return new Figures()
        .with(Figures.RATE, run.perSecond() * eventsPerRequest)
        .with(Figures.P50, run.latencies.getValueAtPercentile(50) / 1e3)
        .with(Figures.P99, run.latencies.getValueAtPercentile(99) / 1e3)
        .with(Figures.P999, run.latencies.getValueAtPercentile(99.9) / 1e3)
        .with(Figures.CPU, last.cpu() / events)
        .with(Figures.WRITTEN, last.written() / events)
        .with(Figures.RESIDENT, process.resident());
  }

  private static void refuse(Map<String, Long> statuses) throws IOException {
    if (statuses.keySet().stream().anyMatch(status -> !status.startsWith("2"))) {
      throw new IOException("not all requests were taken: " + statuses);
    }
  }

  /** CPU of the last run by kind of thread, in percent of all it used. */
  String threads() {
    return "CPU by thread in the last run: "
        + last.threads().entrySet().stream()
            .filter(each -> each.getValue() > last.cpu() / 100)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(
                each -> each.getKey() + " " + Math.round(100 * each.getValue() / last.cpu()) + " %")
            .collect(Collectors.joining(", "));
  }
}
