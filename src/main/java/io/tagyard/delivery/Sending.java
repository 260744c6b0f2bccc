package io.tagyard.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Outcome;
import io.tagyard.destination.Verdict;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.SafeEvent;
import io.tagyard.route.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    /** The destination refuses our settings, or takes them again (empty). */
    void misconfigured(Optional<String> because);

    /** The destination asked for a pause until then. */
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
    long sent = System.nanoTime();
    Answer answer = send(request);
    long came = System.nanoTime();
    Verdict verdict = judge(load, answer);
    track.measured(Duration.ofNanos(came - sent), isAccepted(verdict), isPressed(verdict), came);
    switch (verdict) {
      case Verdict.Whole(Outcome.Refused ignored, boolean split) when split && load.size() > 1 -> {
        track.answered(false, now());
        carryHalves(load, track, true);
      }
      case Verdict.Whole(var outcome, var split) ->
          settle(load, track, request, answer, Collections.nCopies(load.size(), outcome));
      case Verdict.PerEvent(var outcomes) -> settle(load, track, request, answer, outcomes);
    }
  }

  /**
   * Two requests instead of one.
   *
   * @param spent whether the one was sent; if not, the first half goes in its place
   */
  private void carryHalves(Load load, Track track, boolean spent) throws InterruptedException {
    boolean used = spent;
    for (Load half : List.of(load.firstHalf(), load.secondHalf())) {
      if (used && track.stop(now()) != null) {
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

  private void settle(
      Load load, Track track, Outbound request, Answer answer, List<Outcome> outcomes) {
    Instant now = now();
    boolean accepted = outcomes.stream().anyMatch(Sending::isDone);
    ObjectNode detail =
        Details.ofRequest(request, answer, load.connection().destination(), accepted);
    Settlement settlement = new Settlement(load, track, detail, now);
    for (int i = 0; i < load.size(); i++) {
      ends.seen(outcomes.get(i).word(), 1);
      settlement.add(load.freight().get(i), next(outcomes.get(i), request, load.connection()));
    }
    settlement.close(answer, accepted);
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

  /** Collects the next steps of one request's legs and then takes them together. */
  private final class Settlement {
    private final Load load;
    private final Track track;
    private final ObjectNode ofRequest;
    private final Instant now;
    private final List<Cargo> again = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();
    private final Map<Details.OfLeg, ObjectNode> details = new HashMap<>();
    private NextStep.@Nullable PauseLane pause;
    private NextStep.@Nullable StopLane stop;

    private record Failed(Load.Freight freight, NextStep.Park step) {}

    Settlement(Load load, Track track, ObjectNode ofRequest, Instant now) {
      this.load = load;
      this.track = track;
      this.ofRequest = ofRequest;
      this.now = now;
    }

    void add(Load.Freight freight, NextStep next) {
      Cargo cargo = freight.cargo();
      switch (next) {
        case NextStep.Done done -> {
          Result delivered = Result.delivered(cargo, done.reason(), done.sentence(), now);
          end(freight, delivered.keeping(newState(cargo)));
        }
        case NextStep.Bury bury ->
            end(
                freight,
                Result.dead(
                    cargo, bury.reason(), bury.sentence(), cargo.tries().plusOne(now), now));
        case NextStep.Park park -> {
          failed.add(new Failed(freight, park));
          park.asked()
              .filter(Duration::isPositive)
              .ifPresent(asked -> pause = new NextStep.PauseLane(park.asked(), park.sentence()));
        }
        case NextStep.PauseLane wait -> {
          pause = wait;
          again.add(cargo);
        }
        case NextStep.StopLane correct -> {
          stop = correct;
          again.add(cargo);
        }
      }
    }

    void close(Answer answer, boolean accepted) {
      boolean down = isDown(answer, accepted);
      boolean lost = noteUplink(answer);
      failed.forEach(one -> parkOrKeep(one, down || lost, lost));
      if (stop != null) {
        track.misconfigured(stop.sentence(), stop.asked(), now);
        ends.misconfigured(Optional.of(stop.sentence()));
      } else if (accepted) {
        ends.misconfigured(Optional.empty());
      }
      if (pause != null) {
        ends.throttled(track.throttle(pause.asked(), pause.sentence(), now).until());
      }
      ends.again(again);
    }

    private boolean isDown(Answer answer, boolean accepted) {
      if (failed.size() == load.size()) {
        return track.failed(failed.size(), now);
      }
      track.answered(accepted, now);
      return !failed.isEmpty() && track.parksTooMany(failed.size(), now);
    }

    /** Whether it seems that we are the ones who are cut off. */
    private boolean noteUplink(Answer answer) {
      if (answer instanceof Answer.Silence silence && silence.local()) {
        boolean lost = uplink.lost(lane, now);
        if (lost) {
          track.trip(now);
          track.stopUntil(
              LaneState.SUSPECTING,
              "most lanes reach nobody: probably this machine's network",
              now.plus(equipment.config().probe()));
        }
        return lost;
      }
      uplink.reached(lane, now);
      return false;
    }

    private void parkOrKeep(Failed one, boolean systemic, boolean lost) {
      Cargo cargo = one.freight().cargo();
      Tries tries = systemic ? cargo.tries() : cargo.tries().plusOne(now);
      Connection connection = load.connection();
      RetryPlan plan =
          new RetryPlan(
              connection.tuning().retryFor(), connection.tuning().maxAge(cargo.safe().channel()));
      Duration asked = one.step().asked().orElse(Duration.ZERO);
      Duration longest = equipment.config().throttledMax();
      Optional<Instant> due =
          plan.next(
              Math.max(1, tries.count()),
              tries.firstOr(now),
              cargo.safe().time(),
              now.plus(asked.compareTo(longest) < 0 ? asked : longest),
              now,
              equipment.random());
      String because = one.step().sentence();
      if (due.isEmpty() && !lost && tries.count() > 0) {
        end(one.freight(), Result.dead(cargo, "expired", because, tries, now));
      } else if (systemic || due.isEmpty()) {
        again.add(cargo);
      } else {
        end(one.freight(), Result.parked(cargo, "unavailable", because, tries, now, due.get()));
      }
    }

    /** Legs that were sent under the same route and decision share one detail, and its space. */
    private void end(Load.Freight freight, Result result) {
      Details.OfLeg circumstances = Details.ofLeg(freight.cargo(), freight.consent(), lane);
      ends.ended(
          result.with(details.computeIfAbsent(circumstances, leg -> leg.json().setAll(ofRequest))));
    }

    /** The order's state after this acceptance; null where nobody will ask for it. */
    private @Nullable OrderState newState(Cargo cargo) {
      SafeEvent event = cargo.safe();
      var corrects = load.connection().destination().definition().corrects();
      Optional<String> order = OrderQueue.key(event);
      if (corrects.isEmpty() || order.isEmpty()) {
        return null;
      }
      Optional<OrderState> known = equipment.parking().state(lane, order.get());
      if (corrects.contains(event.name())) {
        return known.map(state -> state.with(event)).orElse(null);
      }
      return known.isPresent()
          ? null
          : OrderState.of(
              event, load.connection().destination().acceptedAs(cargo.event()).orElse(""));
    }
  }
}
