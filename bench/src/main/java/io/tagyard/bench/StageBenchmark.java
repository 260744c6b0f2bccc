package io.tagyard.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Digests;
import io.tagyard.event.Json;
import io.tagyard.event.SafeEvent;
import io.tagyard.privacy.Digester;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.schema.EventSchemas;
import io.tagyard.schema.Verdict;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The stages of intake for the purchase of the bench, one by one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StageBenchmark {
  private final Sample sample = new Sample();
  private final PrivacyPolicy meta = sample.policy();
  private final Digester all = Digester.of(Digester.ALL);

  @Benchmark
  public JsonNode parse() throws JsonProcessingException {
    return Json.read(sample.text());
  }

  @Benchmark
  public Verdict validate() {
    return EventSchemas.builtIn().judge(sample.inbound());
  }

  /** Every variant there is; a workspace needs fewer. */
  @Benchmark
  public Digests digestAll() {
    return all.digest(sample.valid().body(), "US");
  }

  /** Digests, consent, stripping: the whole step from valid to safe, for Meta. */
  @Benchmark
  public SafeEvent makeSafe() {
    return sample.safe(meta);
  }
}
