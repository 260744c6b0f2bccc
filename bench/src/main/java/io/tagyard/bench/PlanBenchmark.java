package io.tagyard.bench;

import io.tagyard.diagnostic.Secrets;
import io.tagyard.event.OpenEvent;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.route.RoutePlan;
import io.tagyard.route.RouteTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Which legs an event has, with more and more routes of which one matches. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlanBenchmark {
  @Param({"10", "100", "1000"})
  public int routes;

  /** Whether the others are about other events, or about purchases under a false condition. */
  @Param({"otherEvents", "falseConditions"})
  public String others;

  private Yard folders;
  private RouteTable table;
  private OpenEvent event;

  @Setup
  public void load() throws IOException {
    folders = new Yard().batched("meta", 9).write();
    if (others.equals("otherEvents")) {
      folders.otherRoutes(routes - 1);
    } else {
      folders.falseRoutes(routes - 1);
    }
    io.tagyard.route.Yard yard =
        new io.tagyard.route.Yard(
            new io.tagyard.route.Yard.Folders(
                folders.folder().resolve("routes"), Path.of("destinations"), null, false, false),
            NONE,
            InstantSource.system());
    yard.poll();
    table = yard.current();
    Sample sample = new Sample();
    event = sample.open(sample.safe(PrivacyPolicy.everyDigest("us")));
    if (table.plan(event).legs().size() != 1) {
      throw new IllegalStateException("one route matches, and one only");
    }
  }

  @TearDown
  public void remove() throws IOException {
    folders.close();
  }

  @Benchmark
  public RoutePlan plan() {
    return table.plan(event);
  }

  private static final Secrets NONE =
      new Secrets() {
        @Override
        public Optional<String> env(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<String> file(String name) {
          return Optional.empty();
        }
      };
}
