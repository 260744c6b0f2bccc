package io.tagyard.bench;

import io.tagyard.destination.Catalogue;
import io.tagyard.diagnostic.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** The JMH benchmarks: what one event costs at each stage, on one thread. */
final class Micro {
  private static final TimeValue SECOND = TimeValue.seconds(1);
  private static final int WARM_UPS = Meter.TRY ? 1 : 6;
  private static final int MEASURED = Meter.TRY ? 1 : 9;

  private Micro() {}

  static void row() throws IOException, RunnerException {
    Row row =
        Row.start(
            "micro",
            "median of " + MEASURED + " iterations of 1 s after " + WARM_UPS + " of warming up");
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(System.getProperty("include", StageBenchmark.class.getPackageName()))
                    .param("destination", destinations())
                    .forks(1)
                    .jvmArgs("-XX:+UseParallelGC", "-Xmx320m", "-XX:+UseCompactObjectHeaders")
                    .warmupIterations(WARM_UPS)
                    .warmupTime(SECOND)
                    .measurementIterations(MEASURED)
                    .measurementTime(SECOND)
                    .addProfiler("gc")
                    .build())
            .run();
    for (RunResult result : results) {
      line(result, row);
    }
    row.write();
  }

  private static String[] destinations() {
    return Catalogue.load(Path.of("destinations"), new Problems()).names().toArray(String[]::new);
  }

  private static void line(RunResult result, Row row) {
    String label = result.getParams().getBenchmark().replaceAll(".*\\.", "");
    StringBuilder what = new StringBuilder(label);
    for (String name : result.getParams().getParamsKeys()) {
      what.append(", ").append(name).append(' ').append(result.getParams().getParam(name));
    }
    Statistics each = result.getPrimaryResult().getStatistics();
    double micros = each.getPercentile(50);
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    row.line(
        what.toString(),
        new Figures()
            .with("us/event", micros)
            .with("fastest us", each.getMin())
            .with("slowest us", each.getMax())
            .with("bytes allocated/event", allocated == null ? 0 : allocated.getScore()));
    if (label.equals("digestedMappedPacked") && what.toString().endsWith("meta-conversions")) {
      row.measured("mapping", String.format(Locale.ROOT, "%.1f us (meta-conversions)", micros));
    }
  }
}
