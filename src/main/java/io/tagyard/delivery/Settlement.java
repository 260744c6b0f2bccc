package io.tagyard.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Answer;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.SafeEvent;
import io.tagyard.route.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the next steps of one request's legs and then takes them together. */
final class Settlement {
  /** Nobody was asked because policy forbids it: that says nothing about our network. */
  private static final Set<String> FORBIDDEN =
      Set.of("blocked_address", "plain_http", "not_encrypted");

  private final ConnectionId lane;
  private final Equipment equipment;
  private final Uplink uplink;
  private final Sending.Ends ends;
  private final Load load;
  private final Sending.Asked asked;
  private final Track track;
  private final Answer answer;
  private final boolean accepted;
  private final ObjectNode ofRequest;
  private final Instant now;
  private final Instant steady;
  private final List<Cargo> again = new ArrayList<>();
  private final List<Cargo> refused = new ArrayList<>();
  private final List<Long> taken = new ArrayList<>();
  private final List<Failed> failed = new ArrayList<>();
  private final Map<Details.OfLeg, ObjectNode> details = new HashMap<>();
  private NextStep.@Nullable PauseLane pause;
  private NextStep.@Nullable StopLane stop;

  private record Failed(Load.Freight freight, NextStep.Park step) {}

  /**
   * @param accepted whether any of its events was
   */
  Settlement(
      ConnectionId lane,
      Equipment equipment,
      Uplink uplink,
      Sending.Ends ends,
      Load load,
      Sending.Asked asked,
      Answer answer,
      boolean accepted) {
    this.lane = lane;
    this.equipment = equipment;
    this.uplink = uplink;
    this.ends = ends;
    this.load = load;
    this.asked = asked;
    this.track = asked.track();
    this.answer = answer;
    this.accepted = accepted;
    this.ofRequest =
        Details.ofRequest(asked.request(), answer, load.connection().destination(), accepted);
    this.now = equipment.clock().instant();
    this.steady = equipment.steady().instant();
  }

  void add(Load.Freight freight, NextStep next) {
    Cargo cargo = freight.cargo();
    switch (next) {
      case NextStep.Done done -> {
        Result delivered = Result.delivered(cargo, done.reason(), done.sentence(), now);
        end(freight, delivered.keeping(newState(cargo)));
        taken.add(cargo.position());
      }
      case NextStep.Bury bury -> bury(freight, bury);
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
      case NextStep.StopLane correct -> refuse(freight, correct);
    }
  }

  /** It is the event where others are accepted, and else, as far as is known, the settings. */
  private void refuse(Load.Freight freight, NextStep.StopLane correct) {
    Cargo cargo = freight.cargo();
    boolean sent = !(answer instanceof Answer.Barred);
    if (sent && (accepted || track.doubt().blames(List.of(cargo.position())))) {
      String sentence = correct.sentence() + " (others are accepted)";
      bury(freight, new NextStep.Bury("refused", sentence));
      track.doubt().blamed();
    } else {
      stop = correct;
      refused.add(cargo);
    }
  }

  private void bury(Load.Freight freight, NextStep.Bury bury) {
    Cargo cargo = freight.cargo();
    track.doubt().forget(cargo.position());
    Tries tries = cargo.tries().plusOne(now);
    end(freight, Result.dead(cargo, bury.reason(), bury.sentence(), tries, now));
  }

  void close() {
    boolean down = isDown();
    boolean lost = noteUplink();
    failed.forEach(one -> parkOrKeep(one, down || lost, lost));
    if (stop != null) {
      stopLane(stop);
    } else if (accepted && track.doubt().accepted(taken, asked.departure())) {
      ends.trusted();
    }
    if (pause != null) {
      ends.throttled(track.throttle(pause.asked(), pause.sentence(), steady).until());
    }
    ends.again(again);
  }

  private void stopLane(NextStep.StopLane correct) {
    List<Long> positions = refused.stream().map(Cargo::position).toList();
    boolean sent = !(answer instanceof Answer.Barred);
    boolean alarming = track.refused(positions, sent, correct, steady);
    ends.refused(refused, alarming ? Optional.of(correct.sentence()) : Optional.empty());
  }

  private boolean isDown() {
    if (failed.size() == load.size()) {
      return track.failed(failed.size(), steady);
    }
    track.answered(accepted, steady);
    return !failed.isEmpty() && track.parksTooMany(failed.size(), steady);
  }

  /** Whether it seems that we are the ones who are cut off. */
  private boolean noteUplink() {
    return switch (answer) {
      case Answer.Replied ignored -> reached();
      case Answer.Barred ignored -> false;
      case Answer.Silence(var symptom, var local) when FORBIDDEN.contains(symptom) -> false;
      case Answer.Silence(var symptom, var local) -> local ? isCutOff() : reached();
    };
  }

  private boolean reached() {
    uplink.reached(lane, steady);
    return false;
  }

  private boolean isCutOff() {
    boolean lost = uplink.lost(lane, steady);
    if (lost) {
      track.trip(steady);
      track.stopUntil(
          LaneState.SUSPECTING,
          "most lanes reach nobody: probably this machine's network",
          steady.plus(equipment.config().probe()));
    }
    return lost;
  }

  private void parkOrKeep(Failed one, boolean systemic, boolean lost) {
    Cargo cargo = one.freight().cargo();
    Tries tries = systemic ? cargo.tries() : cargo.tries().plusOne(now);
    Connection connection = load.connection();
    RetryPlan plan =
        new RetryPlan(
            connection.tuning().retryFor(), connection.tuning().maxAge(cargo.safe().channel()));
    Duration pauseAsked = one.step().asked().orElse(Duration.ZERO);
    Duration longest = equipment.config().throttledMax();
    Optional<Instant> due =
        plan.next(
            Math.max(1, tries.count()),
            tries.firstOr(now),
            cargo.safe().time(),
            now.plus(pauseAsked.compareTo(longest) < 0 ? pauseAsked : longest),
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
