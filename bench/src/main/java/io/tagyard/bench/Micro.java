package io.tagyard.bench;

import io.tagyard.destination.Catalogue;
import io.tagyard.diagnostic.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/** The JMH benchmarks: what one event costs at each stage, on one thread. */
final class Micro {
  private static final TimeValue SECOND = TimeValue.seconds(1);
  private static final int WARM_UPS = Meter.TRY ? 1 : 6;
  private static final int MEASURED = Meter.TRY ? 1 : 9;

  private Micro() {}

  /** The one whose budget is stated; measured at the beginning, among the others and at the end. */
  private static final String STATED = "meta-conversions";

  static void row() throws IOException, RunnerException {
    Row row =
        Row.start(
            "micro",
            "median of "
                + MEASURED
                + " iterations of 1 s after "
                + WARM_UPS
                + " of warming up; "
                + STATED
                + " three times, some minutes apart");
    Map<String, ListStatistics> times = new LinkedHashMap<>();
    Map<String, RunResult> last = new LinkedHashMap<>();
    String mapping = MappingBenchmark.class.getSimpleName();
    note(run(mapping, STATED), times, last);
    note(run(System.getProperty("include", "io.tagyard.bench"), destinations()), times, last);
    note(run(mapping, STATED), times, last);
    last.forEach((what, result) -> line(what, times.get(what), result, row));
    row.write();
  }

  private static Collection<RunResult> run(String what, String... destinations)
      throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(what)
                .param("destination", destinations)
                .forks(1)
                .jvmArgs("-XX:+UseParallelGC", "-Xmx320m", "-XX:+UseCompactObjectHeaders")
                .warmupIterations(WARM_UPS)
                .warmupTime(SECOND)
                .measurementIterations(MEASURED)
                .measurementTime(SECOND)
                .addProfiler("gc")
                .build())
        .run();
  }

  private static void note(
      Collection<RunResult> results,
      Map<String, ListStatistics> times,
      Map<String, RunResult> last) {
    for (RunResult result : results) {
      String what = what(result);
      ListStatistics known = times.computeIfAbsent(what, none -> new ListStatistics());
      result
          .getAggregatedResult()
          .getIterationResults()
          .forEach(each -> known.addValue(each.getPrimaryResult().getScore()));
      last.put(what, result);
    }
  }

  private static String[] destinations() {
    return Catalogue.load(Path.of("destinations"), new Problems()).names().toArray(String[]::new);
  }

  private static String what(RunResult result) {
    StringBuilder what =
        new StringBuilder(result.getParams().getBenchmark().replaceAll(".*\\.", ""));
    for (String name : result.getParams().getParamsKeys()) {
      what.append(", ").append(name).append(' ').append(result.getParams().getParam(name));
    }
    return what.toString();
  }

  private static void line(String what, Statistics times, RunResult result, Row row) {
    double micros = times.getPercentile(50);
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    row.line(
        what,
        new Figures()
            .with("us/event", micros)
            .with("fastest us", times.getMin())
            .with("slowest us", times.getMax())
            .with("bytes allocated/event", allocated == null ? 0 : allocated.getScore()));
    if (what.endsWith(STATED)) {
      row.measured("mapping", String.format(Locale.ROOT, "%.1f us (%s)", micros, STATED));
    }
  }
}
