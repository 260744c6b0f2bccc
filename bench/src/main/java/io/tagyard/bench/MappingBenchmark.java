package io.tagyard.bench;

import io.tagyard.destination.Attempt;
import io.tagyard.destination.Catalogue;
import io.tagyard.destination.Destination;
import io.tagyard.destination.InstalledDestination;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Prepared;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.journal.Entry;
import io.tagyard.journal.JournalConfig;
import io.tagyard.journal.RocksJournal;
import io.tagyard.privacy.PrivacyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * 10,000 events to a destination, in requests as full as it takes them. The folders under
 * destinations/ are found by being there; the connection is the one of their first example. What
 * takes no purchase gets the event of its first example that sends something.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MappingBenchmark {
  private static final int EVENTS = 10_000;

  @Param({"meta-conversions"})
  public String destination;

  private Destination connection;
  private Sample sample;
  private PrivacyPolicy policy;
  private OpenEvent event;
  private int batch;

  @Setup
  public void connect() throws IOException {
    Problems problems = new Problems();
    InstalledDestination installed =
        Catalogue.load(Path.of("destinations"), problems).find(destination).orElseThrow();
    Place here = Place.start(SourceText.of("bench.yaml", ""));
    connection =
        installed
            .connect(
                installed.examples().getFirst().settings(), Optional.empty(), NONE, here, problems)
            .orElseThrow();
    policy = new PrivacyPolicy("us", Map.of(), connection.digestVariants());
    batch = connection.definition().limits().batch();
    List<Sample> candidates = new ArrayList<>(List.of(new Sample()));
    installed.examples().stream()
        .filter(example -> example.sends().isPresent() && example.given().state().isEmpty())
        .forEach(example -> candidates.add(new Sample(example.given().event())));
    sample = candidates.stream().filter(this::goes).findFirst().orElseThrow();
    event = sample.open(read(sample.safe(policy)));
  }

  /** As lanes get it: written to a journal and read again. */
  private static SafeEvent read(SafeEvent event) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("bench/target"), "mapping");
    try (RocksJournal journal =
        RocksJournal.open(folder, JournalConfig.DEFAULT, InstantSource.system())) {
      journal.append(List.of(new Entry.Event(event))).join();
      return journal.read(journal.first(), 1, Long.MAX_VALUE).getFirst().event();
    }
  }

  private boolean goes(Sample candidate) {
    OpenEvent open = candidate.open(candidate.safe(policy));
    return connection.acceptedAs(open).isPresent()
        && connection.prepare(candidate.leg(open)) instanceof Prepared.Element;
  }

  /** The digests that the destination needs, its mapping, and the bytes of the request. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void digestedMappedPacked(Blackhole hole) {
    for (int i = 0; i < EVENTS; i++) {
      hole.consume(policy.digester().digest(sample.valid().body(), "US"));
    }
    for (int i = 0; i < EVENTS; i += batch) {
      hole.consume(request());
    }
  }

  private Outbound request() {
    List<Prepared.Element> elements = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      elements.add((Prepared.Element) connection.prepare(sample.leg(event)));
    }
    return connection.pack(elements, new Attempt(Instant.EPOCH, 1));
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
