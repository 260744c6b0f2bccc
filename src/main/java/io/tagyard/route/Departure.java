package io.tagyard.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Definition;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Leg;
import io.tagyard.destination.Prepared;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Flags;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.Purpose;
import io.tagyard.privacy.ConsentDecision;
import io.tagyard.privacy.ConsentDecision.Kind;
import io.tagyard.privacy.ConsentRules;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a planned leg now: the one decision that delivery, {@code explain}, the console's
 * preview and route tests share. Pure; taken again before every attempt and replay.
 */
public sealed interface Departure {
  /** It goes out: the event's part of a request, and the consent it goes out under. */
  record Ready(Prepared.Element element, ConsentDecision consent) implements Departure {}

  /**
   * Nothing goes out.
   *
   * @param reason a word of docs/routes.md or a consent reason
   * @param sentence for people
   * @param consent what was decided about consent; null when it was not asked
   */
  record Withheld(String reason, String sentence, @Nullable ConsentDecision consent)
      implements Departure {}

  /** A need is unset and the route lets it wait: ask again then, or when consent changes. */
  record Held(Instant until, ConsentDecision consent) implements Departure {}

  /**
   * Preparing failed: our mistake or the definition's. The leg is a dead letter of reason {@code
   * mapping_failed}.
   *
   * @param sentence names the kind of failure, never a value
   */
  record Broken(String sentence, RuntimeException cause) implements Departure {}

  /** What is further ahead is a mistake of its sender, whatever a platform takes. */
  Duration AHEAD_MAX = Duration.ofDays(365);

  /** The reason of a {@link Broken} leg. */
  String MAPPING_FAILED = "mapping_failed";

  /**
   * Decides.
   *
   * @param now for ages and waiting
   * @param state what was accepted for this order before; null without
   */
  static Departure of(PlannedLeg leg, OpenEvent event, Instant now, @Nullable ObjectNode state) {
    if (leg.withheld().isPresent()) {
      PlannedLeg.Withheld planned = leg.withheld().get();
      return new Withheld(planned.reason(), planned.sentence(), null);
    }
    Definition definition = leg.connection().destination().definition();
    if (event.safe().is(Flags.TEST) && !definition.testMode()) {
      return new Withheld(
          "test_event", "a test, and " + definition.title() + " is in no test mode", null);
    }
    return outOfTime(leg, definition, event, now, state)
        .orElseGet(() -> consented(leg, definition, event, now, state));
  }

  private static Optional<Departure> outOfTime(
      PlannedLeg leg,
      Definition definition,
      OpenEvent event,
      Instant now,
      @Nullable ObjectNode state) {
    Instant time = event.safe().time();
    boolean correction =
        definition.corrects().contains(event.safe().name())
            && definition.limits().correction().isPresent();
    Optional<Duration> oldest =
        correction
            ? definition.limits().correction()
            : leg.connection().tuning().maxAge(event.safe().channel());
    // a correction ages with the event it corrects
    Instant age = correction ? corrected(state).orElse(time) : time;
    if (oldest.isPresent() && age.isBefore(now.minus(oldest.get()))) {
      return Optional.of(
          new Withheld(
              "too_old",
              "older than " + Words.of(oldest.get()) + ", the oldest that is taken",
              null));
    }
    Duration ahead =
        leg.connection()
            .tuning()
            .future()
            .filter(own -> own.compareTo(AHEAD_MAX) < 0)
            .orElse(AHEAD_MAX);
    // what was received is not ahead, although the clock may have been set back since
    Instant received = event.safe().receivedAt();
    Instant clock = received.isAfter(now) ? received : now;
    if (time.isAfter(clock.plus(ahead))) {
      return Optional.of(
          new Withheld(
              "in_future",
              ahead.isZero()
                  ? "ahead of the clock"
                  : "more than " + Words.of(ahead) + " ahead of the clock",
              null));
    }
    return Optional.empty();
  }

  /** When the event happened that a correction corrects; empty when nothing was accepted. */
  private static Optional<Instant> corrected(@Nullable ObjectNode state) {
    JsonNode time = state == null ? null : state.get("time");
    return time == null || !time.isTextual()
        ? Optional.empty()
        : Optional.of(OffsetDateTime.parse(time.textValue()).toInstant());
  }

  private static Departure consented(
      PlannedLeg leg,
      Definition definition,
      OpenEvent event,
      Instant now,
      @Nullable ObjectNode state) {
    ConsentRecord record = event.safe().consent();
    ConsentDecision decision =
        ConsentRules.decide(record, leg.needs(), definition.restrictedMode());
    if (decision.kind() == Kind.WITHHOLD) {
      return refused(leg, event, now, decision);
    }
    if (state == null && definition.corrects().contains(event.safe().name())) {
      return new Withheld(
          "no_original", "nothing of this order was accepted there before", decision);
    }
    Set<Purpose> asked = EnumSet.noneOf(Purpose.class);
    asked.addAll(definition.gatedParts().values());
    boolean restricted = decision.kind() == Kind.RESTRICT;
    Leg ready =
        new Leg(
            event,
            leg.route(),
            restricted,
            ConsentRules.notGranted(record, asked),
            leg.overlay(),
            state);
    return prepared(leg.connection().destination(), ready, decision);
  }

  private static Departure refused(
      PlannedLeg leg, OpenEvent event, Instant now, ConsentDecision decision) {
    if (decision.mayWait() && leg.hold().isPresent()) {
      Instant until = event.safe().receivedAt().plus(leg.hold().get());
      return now.isBefore(until)
          ? new Held(until, decision)
          : new Withheld(
              "hold_timeout",
              "no consent came within " + Words.of(leg.hold().get()) + "; " + decision.sentence(),
              decision);
    }
    return new Withheld(decision.reason(), decision.sentence(), decision);
  }

  private static Departure prepared(Destination destination, Leg leg, ConsentDecision decision) {
    try {
      return switch (destination.prepare(leg)) {
        case Prepared.Element element -> new Ready(element, decision);
        case Prepared.Withheld(String reason, String sentence) ->
            new Withheld(reason, sentence, decision);
      };
    } catch (RuntimeException e) {
      // one event must not stop a lane: it is buried with its reason, and shown
      return new Broken("preparing failed: " + e.getClass().getSimpleName(), e);
    }
  }
}
