package io.tagyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrackTest {
  private Instant now = Events.NOON;
  private final Track track = new Track("host", DeliveryConfig.defaults(), () -> now);

  private boolean enters() {
    return track.enter(now) instanceof Track.Entry.Go;
  }

  @Test
  void oneRequestInFlightUntilTheFirstIsAccepted() {
    assertThat(enters()).isTrue();
    assertThat(track.enter(now)).isInstanceOf(Track.Entry.Busy.class);
    track.answered(true, now);
    track.leave();
    for (int i = 0; i < 16; i++) {
      assertThat(enters()).isTrue();
    }
    assertThat(track.enter(now)).isInstanceOf(Track.Entry.Busy.class);
  }

  @Test
  void aRefusalDoesNotWiden() {
    assertThat(enters()).isTrue();
    track.answered(false, now);
    track.leave();
    assertThat(track.limit()).isOne();
  }

  @Test
  void tenFailuresInARowAreAnOutageAndOneProbeAtATimeFollows() {
    for (int i = 0; i < 9; i++) {
      assertThat(enters()).isTrue();
      assertThat(track.failed(1, now)).isFalse();
      track.leave();
    }
    assertThat(enters()).isTrue();
    assertThat(track.failed(1, now)).isTrue();
    track.leave();
    assertThat(track.enter(now)).isInstanceOf(Track.Entry.Wait.class);

    now = now.plusSeconds(6);
    assertThat(enters()).isTrue();
    assertThat(track.enter(now)).isInstanceOf(Track.Entry.Busy.class);
    assertThat(track.failed(1, now)).isTrue();
    track.leave();
    assertThat(track.enter(now)).isInstanceOf(Track.Entry.Wait.class);

    now = now.plusSeconds(6);
    assertThat(enters()).isTrue();
    track.answered(true, now);
    track.leave();
    assertThat(track.state(now)).isEqualTo(LaneState.HEALTHY);
    assertThat(track.limit()).isEqualTo(16);
  }

  @Test
  void theRetriesOfOneLegAreNoOutage() {
    for (Duration pause = Duration.ofSeconds(5);
        pause.toHours() < 30;
        pause = pause.multipliedBy(3)) {
      assertThat(enters()).isTrue();
      assertThat(track.failed(1, now)).isFalse();
      track.leave();
      now = now.plus(pause);
    }
  }

  @Test
  void fiveHundredParkedLegsInAMinuteAreAnOutage() {
    assertThat(track.failed(300, now)).isFalse();
    assertThat(track.failed(201, now)).isTrue();
  }

  @Test
  void anAnswerFromBeforeAStopDoesNotLiftIt() {
    assertThat(enters()).isTrue();
    track.answered(true, now);
    track.misconfigured("bad token", Optional.empty(), now);
    track.answered(true, now);
    assertThat(track.state(now)).isEqualTo(LaneState.MISCONFIGURED);
    assertThat(track.enter(now.plus(Duration.ofMinutes(4)))).isInstanceOf(Track.Entry.Wait.class);
  }

  /** A throttle that comes when the pause before it is over; how long the next one is. */
  private long throttledAgain(Optional<Duration> asked) {
    Instant until = track.throttle(asked, "slow down", now).until();
    long seconds = Duration.between(now, until).toSeconds();
    now = until;
    return seconds;
  }

  @Test
  void aPauseWithoutALengthDoublesUpToAMinute() {
    assertThat(Stream.generate(() -> throttledAgain(Optional.empty())).limit(7))
        .containsExactly(5L, 10L, 20L, 40L, 60L, 60L, 60L);
  }

  @Test
  void thePauseIsTheLongerOfWhatWasAskedAndOurOwnPlanAndCapped() {
    assertThat(
            Stream.of(0L, 30L, 1L, 45L, 7L, 90L, 999_999L)
                .map(seconds -> throttledAgain(Optional.of(Duration.ofSeconds(seconds)))))
        .containsExactly(5L, 30L, 20L, 45L, 60L, 90L, Duration.ofHours(6).toSeconds());
  }

  @Test
  void answersThatWereUnderWayWhenThePauseBeganAreTheSameThrottle() {
    for (int i = 0; i < 64; i++) {
      assertThat(track.throttle(Optional.of(Duration.ofSeconds(2)), "", now).until())
          .isEqualTo(now.plusSeconds(5));
    }
  }

  @Test
  void pauseAfterPauseIsShownAsSlowedUntilAnEventIsAccepted() {
    throttledAgain(Optional.empty());
    assertThat(track.state(now)).isEqualTo(LaneState.HEALTHY);
    throttledAgain(Optional.empty());
    assertThat(track.state(now)).isEqualTo(LaneState.SLOWED);
    assertThat(track.because()).isEqualTo("slow down");
    track.answered(false, now);
    assertThat(track.state(now)).as("refused, in between").isEqualTo(LaneState.SLOWED);
    track.answered(true, now);
    assertThat(track.state(now)).isEqualTo(LaneState.HEALTHY);
    assertThat(throttledAgain(Optional.empty())).as("begins anew").isEqualTo(5);
  }

  @Test
  void suspicionNeedsMostLanesAndEndsWithAnswers() {
    Uplink uplink = new Uplink();
    ConnectionId a = new ConnectionId("acme", "a");
    ConnectionId b = new ConnectionId("acme", "b");
    ConnectionId c = new ConnectionId("acme", "c");
    assertThat(uplink.lost(a, now)).as("one lane alone").isFalse();
    uplink.reached(b, now);
    uplink.reached(c, now);
    assertThat(uplink.lost(a, now)).as("one of three").isFalse();
    assertThat(uplink.lost(b, now)).as("two of three").isTrue();
    uplink.reached(b, now);
    assertThat(uplink.suspicious(now)).isFalse();
    uplink.lost(b, now);
    assertThat(uplink.suspicious(now.plusSeconds(61))).as("old news").isFalse();
  }
}
