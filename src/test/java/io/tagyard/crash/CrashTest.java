package io.tagyard.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway is killed at random moments under load, round after round, while its platforms
 * misbehave. Afterwards every acknowledged event has exactly one visible fate on every connection,
 * nothing arrived that was not sent, and little came twice. {@code docs/testing.md} says how to run
 * it longer and with another seed.
 */
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("tagyard.crash.rounds", 20);
  private static final int RATE = Integer.getInteger("tagyard.crash.rate", 400);
  private static final long LONGEST_MS = Long.getLong("tagyard.crash.longest", 2_000);

  @TempDir Path folder;

  @Test
  @EnabledIf("aProcessCanBeLookedAt")
  void everyAcknowledgedEventHasItsFateHoweverOftenTheGatewayIsKilled() throws Exception {
    long seed = Long.getLong("tagyard.crash.seed", System.nanoTime() & 0xffff_ffffL);
    String said = "crash seed " + seed + " (-Dtagyard.crash.seed=" + seed + " repeats the run)";
    System.out.println(said);
    try (Campaign campaign = new Campaign(folder, seed, RATE, Duration.ofMillis(LONGEST_MS))) {
      campaign.quietRound();
      for (int round = 1; round <= ROUNDS; round++) {
        campaign.round(round);
      }
      campaign.drain();
      Judge judge = new Judge(campaign);

      assertThat(judge.wrongs()).as(said).isEmpty();

      Ledger ledger = campaign.ledger();
      System.out.printf(
          "%d kills, %d events acknowledged, %d quarantined; came twice: steady %d, slow %d, flaky"
              + " %d%n%s%n",
          campaign.kills(),
          ledger.acknowledged().size(),
          ledger.quarantined().size(),
          ledger.duplicates("steady"),
          ledger.duplicates("slow"),
          ledger.duplicates("flaky"),
          judge.timesOfTheHealthyPlatform());
      assertThat(campaign.gateway().stop()).as("a clean stop").isZero();
    }
  }

  static boolean aProcessCanBeLookedAt() {
    return Vitals.known();
  }
}
