package io.tagyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class NextStepTest {
  private static NextStep after(Outcome outcome) {
    return NextStep.after(outcome, UnaryOperator.identity());
  }

  @Test
  void eachOutcomeImpliesExactlyOneNextStep() {
    Duration minute = Duration.ofMinutes(1);
    assertThat(after(new Outcome.Accepted(""))).isEqualTo(new NextStep.Done("accepted", ""));
    assertThat(after(new Outcome.Duplicate("x"))).isEqualTo(new NextStep.Done("duplicate", "x"));
    assertThat(after(new Outcome.Refused("x"))).isEqualTo(new NextStep.Bury("refused", "x"));
    assertThat(after(new Outcome.Throttled("x", Optional.of(minute))))
        .isEqualTo(new NextStep.PauseLane(Optional.of(minute), "x"));
    assertThat(after(new Outcome.Unavailable("x", true))).isEqualTo(new NextStep.Park("x", true));
    assertThat(after(new Outcome.Misconfigured("x"))).isEqualTo(new NextStep.StopLane("x"));
  }
}
