package io.tagyard.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Outbound;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Warning;
import io.tagyard.intake.Judge;
import io.tagyard.intake.Judged;
import io.tagyard.privacy.ConsentDecision;
import io.tagyard.route.Departure;
import io.tagyard.route.PlannedLeg;
import io.tagyard.route.RoutePlan;
import io.tagyard.route.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event on the production path, without being kept or sent: every stage, and the request of
 * every leg.
 */
public final class Explanation {
  private final Judge judge;
  private final BiFunction<SafeEvent, Instant, OpenEvent> opener;
  private final Supplier<Routes> routes;

  /** Explains with the judge, the keys and the routes of production. */
  public Explanation(
      Judge judge, BiFunction<SafeEvent, Instant, OpenEvent> opener, Supplier<Routes> routes) {
    this.judge = judge;
    this.opener = opener;
    this.routes = routes;
  }

  /** What would become of this event now. */
  public ObjectNode of(InboundEvent inbound) {
    ObjectNode explained = JsonNodeFactory.instance.objectNode();
    explained
        .put("workspace", inbound.sender().workspace())
        .put("source", inbound.sender().source());
    return switch (judge.judge(inbound)) {
      case Judged.Bad bad -> {
        explained.put("status", "quarantined");
        Shown.faults(explained.putArray("errors"), bad.event().faults());
        explained.putArray("legs");
        yield explained;
      }
      case Judged.Safe(SafeEvent event, List<String> ignored, List<Warning> warnings) -> {
        explained.put("status", "valid");
        ignored.forEach(explained.putArray("ignored")::add);
        ArrayNode told = explained.putArray("warnings");
        warnings.forEach(warning ->
            told.addObject().put("path", warning.path()).put("message", warning.message()));
        explained.setAll(Shown.event(event));
        legs(explained, opener.apply(event, inbound.receivedAt()), inbound.receivedAt());
        yield explained;
      }
    };
  }

  private void legs(ObjectNode explained, OpenEvent event, Instant now) {
    RoutePlan plan = routes.get().explain(event);
    ArrayNode legs = explained.putArray("legs");
    plan.legs().forEach(leg -> legs.add(leg(leg, event, now)));
    ArrayNode misses = explained.putArray("misses");
    for (RoutePlan.Miss miss : plan.misses()) {
      ObjectNode line = misses.addObject().put("route", miss.route());
      if (!miss.connection().isEmpty()) {
        line.put("connection", miss.connection());
      }
      line.put("because", miss.because());
    }
  }

  private ObjectNode leg(PlannedLeg leg, OpenEvent event, Instant now) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("workspace", leg.connection().id().workspace())
        .put("connection", leg.connection().id().connection());
    line.put("destination", leg.connection().destination().definition().name())
        .put("route", leg.route());
    switch (Departure.of(leg, event, now, null)) {
      case Departure.Ready ready -> {
        consent(line, ready.consent());
        Destination destination = leg.connection().destination();
        line.set("sends", request(destination, ready, now));
        ArrayNode warnings = line.putArray("warnings");
        destination.warnings(ready.element()).forEach(warnings::add);
      }
      case Departure.Withheld(String reason, String sentence, ConsentDecision decision) -> {
        consent(line, decision);
        line.put("withheld", reason).put("because", sentence);
      }
      case Departure.Held held -> {
        consent(line, held.consent());
        line.put("held_until", held.until().toString()).put("because", held.consent().sentence());
      }
      case Departure.Broken broken ->
          line.put("broken", Departure.MAPPING_FAILED).put("because", broken.sentence());
    }
    return line;
  }

  /** People's view of the request that a leg would send alone. */
  static ObjectNode request(Destination destination, Departure.Ready ready, Instant now) {
    Outbound outbound = destination.pack(List.of(ready.element()), new Attempt(now, 1));
    return StoriesController.withReadableBody(destination.view(outbound));
  }

  private static void consent(ObjectNode line, @Nullable ConsentDecision decision) {
    if (decision != null) {
      line.putObject("consent")
          .put("decision", decision.kind().name().toLowerCase(Locale.ROOT))
          .put("reason", decision.reason())
          .put("because", decision.sentence())
          .put("signal", decision.signal());
    }
  }
}
