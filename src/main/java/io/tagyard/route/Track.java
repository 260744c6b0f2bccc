package io.tagyard.route;

import io.tagyard.event.Purpose;
import io.tagyard.route.Condition.Answer;
import io.tagyard.route.PlannedLeg.Withheld;
import io.tagyard.route.Route.Mode;
import io.tagyard.route.Route.Target;
import io.tagyard.route.RoutePlan.Miss;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A route ready to plan: what does not depend on the event is worked out. */
final class Track {
  private static final int SAMPLE_BITS = 48;
  private static final Optional<Withheld> PAUSED =
      Optional.of(new Withheld("route_paused", "the route is paused; a replay sends it"));
  private static final Optional<Withheld> SHADOW =
      Optional.of(new Withheld("shadow", "the route runs in the shadow and never sends"));

  private final Route route;
  private final List<Rail> rails;
  private final long sampleBelow;
  private final Miss conditionFalse;
  private final Miss notSampled;

  /** A target, ready. */
  private record Rail(Target target, Set<Purpose> needs, Miss conditionFalse) {}

  Track(Route route) {
    this.route = route;
    this.rails = route.targets().stream().map(target -> rail(route, target)).toList();
    this.sampleBelow = route.sample().multiply(BigDecimal.valueOf(1L << SAMPLE_BITS)).longValue();
    this.conditionFalse =
        new Miss(
            route.name(),
            "",
            "its condition is false: " + route.when().map(Condition::toString).orElse(""));
    this.notSampled =
        new Miss(
            route.name(),
            "",
            "not in the sample of "
                + route.sample().movePointRight(2).stripTrailingZeros().toPlainString()
                + "%");
  }

  private static Rail rail(Route route, Target target) {
    Set<Purpose> needs = new TreeSet<>(target.connection().destination().definition().needs());
    needs.addAll(route.consent().also());
    needs.removeAll(route.consent().without());
    String text = target.when().map(Condition::toString).orElse("");
    return new Rail(
        target,
        Collections.unmodifiableSet(needs),
        new Miss(
            route.name(),
            target.connection().id().connection(),
            "its condition is false: " + text));
  }

  /** Adds the legs of this route, or why there are none. */
  void plan(PlanDraft draft) {
    if (!isSampled(draft.event().safe().id())) {
      draft.miss(notSampled);
      return;
    }
    Optional<Withheld> broken = Optional.empty();
    if (route.when().isPresent()) {
      switch (route.when().get().test(draft.event())) {
        case Answer.Holds ignored -> {}
        case Answer.Fails ignored -> {
          draft.miss(conditionFalse);
          return;
        }
        case Answer.Broken(String because) -> broken = broken(because);
      }
    }
    for (Rail rail : rails) {
      plan(rail, broken, draft);
    }
  }

  private void plan(Rail rail, Optional<Withheld> routeBroken, PlanDraft draft) {
    Optional<Withheld> withheld = routeBroken;
    if (withheld.isEmpty() && rail.target().when().isPresent()) {
      switch (rail.target().when().get().test(draft.event())) {
        case Answer.Holds ignored -> {}
        case Answer.Fails ignored -> {
          draft.miss(rail.conditionFalse());
          return;
        }
        case Answer.Broken(String because) -> withheld = broken(because);
      }
    }
    if (withheld.isEmpty()) {
      withheld = decided(rail, draft);
    }
    draft.leg(
        new PlannedLeg(
            rail.target().connection(),
            route.name(),
            rail.needs(),
            route.consent().hold(),
            rail.target().overlay(),
            withheld));
  }

  private Optional<Withheld> decided(Rail rail, PlanDraft draft) {
    if (route.mode() != Mode.LIVE) {
      return route.mode() == Mode.PAUSED ? PAUSED : SHADOW;
    }
    Connection connection = rail.target().connection();
    String taken = draft.takenBy(connection.id());
    if (taken != null) {
      return Optional.of(
          new Withheld("duplicate_route", "the route " + taken + " sends it there already"));
    }
    return connection.destination().acceptedAs(draft.event()).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Withheld(
                "event_not_accepted",
                connection.destination().definition().title()
                    + " takes no "
                    + draft.event().safe().name()
                    + " events"));
  }

  private static Optional<Withheld> broken(String because) {
    return Optional.of(new Withheld("condition_error", because));
  }

  /** By the event's id, so that an event is always in or always out, whoever sends it again. */
  private boolean isSampled(String id) {
    if (sampleBelow >= 1L << SAMPLE_BITS) {
      return true;
    }
    long place = ByteBuffer.wrap(Hashes.of(id)).getLong() >>> (Long.SIZE - SAMPLE_BITS);
    return place < sampleBelow;
  }
}
