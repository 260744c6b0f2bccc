package io.tagyard.delivery;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Outcome;
import io.tagyard.destination.Verdict;
import io.tagyard.event.ConnectionId;
import io.tagyard.route.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second half of a leg's way: send, judge, and settle each leg by its outcome. */
final class Sending {
  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  private final ConnectionId lane;
  private final Equipment equipment;
  private final Uplink uplink;
  private final Ends ends;

  Sending(ConnectionId lane, Equipment equipment, Uplink uplink, Ends ends) {
    this.lane = lane;
    this.equipment = equipment;
    this.uplink = uplink;
    this.ends = ends;
  }

  /** Where legs go from here. */
  interface Ends {
    /** It has a fate. */
    void ended(Result result);

    /** They were not tried, or it does not count: they go again. */
    void again(List<Cargo> legs);

    /** An outcome was seen, for the counters. */
    void seen(String outcome, int legs);

    /**
     * They were answered as if our settings were wrong: they are held back while others are tried.
     *
     * @param because for people, where it needs one
     */
    void refused(List<Cargo> legs, Optional<String> because);

    /** Our settings are taken: what was held back goes again. */
    void trusted();

    /** The destination asked for a pause until then, by the steady clock. */
    void throttled(Instant until);

    /** Takes one from the rate limit. */
    void spend();
  }

  /**
   * Sends one request, already taken from the rate limit, and settles its legs; halves it when the
   * destination refuses it whole.
   */
  void carry(Load load, Track track) throws InterruptedException {
    Outbound request;
    try {
      request = load.connection().destination().pack(load.elements(), attempt(load));
    } catch (RuntimeException bug) {
      unpackable(load, track, bug);
      return;
    }
    if (load.size() > 1 && request.body().length > bodyMax(load)) {
      carryHalves(load, track, false);
      return;
    }
    long departure = track.doubt().departure();
    long sent = System.nanoTime();
    Answer answer = send(request);
    long came = System.nanoTime();
    Verdict verdict = judge(load, answer);
    track.measured(Duration.ofNanos(came - sent), isAccepted(verdict), isPressed(verdict), came);
    switch (verdict) {
      case Verdict.Whole(Outcome.Refused ignored, boolean split) when split && load.size() > 1 -> {
        track.answered(false, steady());
        carryHalves(load, track, true);
      }
      case Verdict.Whole(Outcome.Misconfigured ignored, var split)
          when isOfOne(load, answer, track) -> {
        track.answered(false, steady());
        carryHalves(load, track, true);
      }
      case Verdict.Whole(var outcome, var split) -> {
        List<Outcome> outcomes = Collections.nCopies(load.size(), outcome);
        settle(load, new Asked(track, request, departure), answer, outcomes);
      }
      case Verdict.PerEvent(var outcomes) ->
          settle(load, new Asked(track, request, departure), answer, outcomes);
    }
  }

  /**
   * What was asked, of whom.
   *
   * @param departure the track's state of doubt when it left
   */
  record Asked(Track track, Outbound request, long departure) {}

  /** Whether a batch that was refused as if the settings were wrong has an event to blame in it. */
  private static boolean isOfOne(Load load, Answer answer, Track track) {
    return load.size() > 1
        && !(answer instanceof Answer.Barred)
        && track.doubt().blames(load.positions());
  }

  /**
   * Two requests instead of one.
   *
   * @param spent whether the one was sent; if not, the first half goes in its place
   */
  private void carryHalves(Load load, Track track, boolean spent) throws InterruptedException {
    boolean used = spent;
    for (Load half : List.of(load.firstHalf(), load.secondHalf())) {
      if (used && track.stop(steady()) != null) {
        ends.again(half.cargos());
        continue;
      }
      if (used) {
        ends.spend();
      }
      used = true;
      carry(half, track);
    }
  }

  private static int bodyMax(Load load) {
    return load.connection().destination().definition().limits().body();
  }

  private Attempt attempt(Load load) {
    return Attempt.of(now(), load.attempt(), equipment.random());
  }

  private Answer send(Outbound request) throws InterruptedException {
    try {
      return equipment.courier().send(request);
    } catch (RuntimeException bug) {
      LOG.error("{}: the courier failed: {}", lane, Details.place(bug));
      return new Answer.Silence("network_error", false);
    }
  }

  /** An answer that we cannot judge is none: its legs are tried again. */
  private Verdict judge(Load load, Answer answer) {
    try {
      return load.connection().destination().judge(answer, load.size());
    } catch (RuntimeException bug) {
      LOG.error("{}: an answer cannot be judged: {}", lane, Details.place(bug));
      Outcome none = new Outcome.Unavailable("the answer could not be judged", false);
      return new Verdict.Whole(none, false);
    }
  }

  /** Our own fault: the culprit alone becomes a dead letter. */
  private void unpackable(Load load, Track track, RuntimeException bug)
      throws InterruptedException {
    if (load.size() > 1) {
      carryHalves(load, track, false);
      return;
    }
    track.unused();
    Cargo cargo = load.cargos().getFirst();
    LOG.error("{}: {} cannot be packed: {}", lane, cargo, Details.place(bug));
    String sentence = "the request could not be built: " + bug.getClass().getSimpleName();
    ends.ended(Result.dead(cargo, "mapping_failed", sentence, cargo.tries(), now()).ourFault());
  }

  private void settle(Load load, Asked asked, Answer answer, List<Outcome> outcomes) {
    Settlement settlement =
        new Settlement(lane, equipment, uplink, ends, load, asked, answer, isAccepted(outcomes));
    for (int i = 0; i < load.size(); i++) {
      ends.seen(outcomes.get(i).word(), 1);
      NextStep next = next(outcomes.get(i), asked.request(), load.connection());
      settlement.add(load.freight().get(i), next);
    }
    settlement.close();
  }

  private static boolean isAccepted(List<Outcome> outcomes) {
    return outcomes.stream().anyMatch(Sending::isDone);
  }

  private static NextStep next(Outcome outcome, Outbound request, Connection connection) {
    return NextStep.after(outcome, text -> Details.masked(text, request, connection.destination()));
  }

  private static boolean isAccepted(Verdict verdict) {
    return verdict.all().anyMatch(Sending::isDone);
  }

  /** Whether the destination, or its silence, asks for fewer requests at once. */
  private static boolean isPressed(Verdict verdict) {
    return verdict.all().anyMatch(Outcome.Throttled.class::isInstance)
        || verdict.all().allMatch(Outcome.Unavailable.class::isInstance);
  }

  private static boolean isDone(Outcome outcome) {
    return outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Duplicate;
  }

  private Instant now() {
    return equipment.clock().instant();
  }

  private Instant steady() {
    return equipment.steady().instant();
  }
}
