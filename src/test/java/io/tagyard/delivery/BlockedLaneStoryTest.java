package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Answer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lanes that may not go where they are told to say nothing about the machine's network. */
class BlockedLaneStoryTest {
  static Stream<Arguments> blocks() {
    return Stream.of(
            new Answer.Silence("blocked_address", true),
            new Answer.Silence("plain_http", true),
            new Answer.Silence("not_encrypted", true),
            new Answer.Barred("not a public address; --allow-network"))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void tenOfThemMakeNobodySuspectThatWeAreCutOff(Answer block) throws Exception {
    List<String> blocked = IntStream.range(0, 10).mapToObj(i -> "blocked" + i).toList();
    try (Kit kit = Kit.empty().with("one", tuning(1)).with("other", tuning(1))) {
      blocked.forEach(name -> kit.with(name, tuning(1)).answers(name, r -> block));
      kit.started();
      kit.events("e", 20);
      for (int i = 0; i < 20; i++) {
        kit.clock.passes(Duration.ofSeconds(6));
        blocked.forEach(name -> assertThat(kit.state(name)).isNotEqualTo(LaneState.SUSPECTING));
        kit.event("later" + i);
      }
      kit.untilDelivered("one", 40);
      kit.untilDelivered("other", 40);
      until("they were tried", () -> blocked.stream().allMatch(name -> kit.asked(name) > 1));
      assertThat(kit.lanes.states()).noneMatch(lane -> lane.state() == LaneState.SUSPECTING);
    }
  }
}
