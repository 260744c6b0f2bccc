package io.tagyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.delivery.Simulation.Reply;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The limit against servers of virtual time, each with what it can bear. */
class ConcurrencyLimitTest {
  private static final int MAX = 64;
  private static final double MS = 1_000_000;
  private static final double SECOND = 1_000 * MS;

  private final Random random = new Random(11);

  @Test
  void aConstantLinkIsUsedWhole() {
    Simulation link = new Simulation(MAX, (busy, now) -> Reply.ok(100 * MS));

    link.run(10 * SECOND);
    Simulation.Seen seen = link.run(10 * SECOND);
    assertThat(seen.concurrency()).isBetween(MAX - 1.0, (double) MAX);
    assertThat(seen.perSecond()).isBetween(0.95 * MAX / 0.1, MAX / 0.1);
  }

  @Test
  void aLinkWithJitterIsStillUsed() {
    Simulation link =
        new Simulation(MAX, (busy, now) -> Reply.ok(100 * MS * (0.5 + random.nextDouble())));

    link.run(20 * SECOND);
    assertThat(link.run(60 * SECOND).concurrency()).isBetween(MAX / 3.0, (double) MAX);
  }

  @Test
  void aServerThatBearsTwentyAtOnceGetsAboutTwenty() {
    int bears = 20;
    Simulation link =
        new Simulation(
            MAX,
            (busy, now) ->
                busy <= bears ? Reply.ok(100 * MS) : Reply.ok(100 * MS * 2 * busy / bears));

    link.run(20 * SECOND);
    Simulation.Seen seen = link.run(60 * SECOND);
    assertThat(seen.concurrency()).isBetween(0.6 * bears, 1.25 * bears);
    assertThat(seen.perSecond()).isGreaterThan(0.5 * bears / 0.1);
  }

  @Test
  void aServerThatThrottlesBeyondARateGetsAboutThatRate() {
    double allowed = 200;
    Simulation.Bucket bucket = new Simulation.Bucket(allowed, SECOND);
    Simulation link =
        new Simulation(
            MAX, (busy, now) -> bucket.takes(now) ? Reply.ok(100 * MS) : Reply.throttled(100 * MS));

    link.run(20 * SECOND);
    Simulation.Seen seen = link.run(60 * SECOND);
    assertThat(seen.perSecond()).isBetween(0.7 * allowed, 1.01 * allowed);
    assertThat(seen.refused()).as("share that was throttled").isLessThan(0.2);
  }

  @Test
  void aStepInLatencyNarrowsAtOnceAndTheNewLatencyBecomesUsual() {
    double[] latency = {50 * MS};
    Simulation link = new Simulation(MAX, (busy, now) -> Reply.ok(latency[0]));
    link.run(10 * SECOND);
    double before = link.limit();

    latency[0] = 500 * MS;
    link.run(SECOND);
    assertThat(link.limit()).isLessThan((int) before);
    assertThat(link.limit()).isGreaterThan((int) before / 2);
    link.run(60 * SECOND);
    assertThat(link.run(10 * SECOND).concurrency()).isGreaterThan(0.9 * MAX);
  }

  @Test
  void whoThrottlesEverythingGetsOneRequestAtATime() {
    Simulation link = new Simulation(MAX, (busy, now) -> Reply.ok(50 * MS));
    link.run(10 * SECOND);

    Simulation all429 = link.with((busy, now) -> Reply.throttled(MS));
    all429.run(5 * SECOND);
    assertThat(all429.run(10 * SECOND).concurrency()).isEqualTo(1.0);
  }

  @Test
  void nobodyIsGivenMoreThanOneRequestBeforeItAcceptedOne() {
    ConcurrencyLimit limit = new ConcurrencyLimit(MAX);
    assertThat(limit.get()).isOne();
    limit.pressed(0);
    limit.pressed(1_000);
    assertThat(limit.get()).isOne();
    limit.widen();
    assertThat(limit.get()).isEqualTo(ConcurrencyLimit.FIRST);
  }

  @Test
  void afterAStopOneAloneAndThenHalfOfWhatWasThere() {
    ConcurrencyLimit limit = new ConcurrencyLimit(MAX);
    limit.widen();
    limit.restart();
    limit.restart();
    assertThat(limit.get()).isOne();
    limit.widen();
    assertThat(limit.get()).isEqualTo(ConcurrencyLimit.FIRST / 2);
  }
}
