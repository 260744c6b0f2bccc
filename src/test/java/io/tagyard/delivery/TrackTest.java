package io.tagyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.Events;
import java.time.Duration;
import java.time.Instant;
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
    track.misconfigured("bad token", now);
    track.answered(true, now);
    assertThat(track.state(now)).isEqualTo(LaneState.MISCONFIGURED);
    assertThat(track.enter(now.plus(Duration.ofMinutes(4)))).isInstanceOf(Track.Entry.Wait.class);
  }

  @Test
  void aPauseWithoutALengthDoublesUpToAMinute() {
    assertThat(track.throttle(null, "", now).until()).isEqualTo(now.plusSeconds(5));
    assertThat(track.throttle(null, "", now).until()).isEqualTo(now.plusSeconds(10));
    for (int i = 0; i < 8; i++) {
      track.throttle(null, "", now);
    }
    assertThat(track.throttle(null, "", now).until()).isEqualTo(now.plusSeconds(60));
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
