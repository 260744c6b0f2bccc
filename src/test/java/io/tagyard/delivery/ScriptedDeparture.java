package io.tagyard.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Leg;
import io.tagyard.destination.Prepared;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.privacy.ConsentDecision;
import io.tagyard.route.Departure;
import io.tagyard.route.PlannedLeg;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a leg when it would leave, as its event's properties say. */
final class ScriptedDeparture {
  private ScriptedDeparture() {}

  static Departure of(
      PlannedLeg leg,
      OpenEvent event,
      Instant now,
      @Nullable ObjectNode state,
      boolean consentCame) {
    SafeEvent safe = event.safe();
    boolean corrects = leg.connection().destination().definition().corrects().contains(safe.name());
    if (corrects && state == null) {
      return new Departure.Withheld("no_original", "nothing was accepted for this order", null);
    }
    if (safe.body().at("/properties/denied").asBoolean()) {
      return new Departure.Withheld("denied_purpose", "ad_user_data is denied", null);
    }
    if (safe.body().at("/properties/held").asBoolean() && !consentCame) {
      return new Departure.Held(
          now.plus(Duration.ofHours(24)),
          new ConsentDecision(
              ConsentDecision.Kind.WITHHOLD, "consent_unset", "nothing was said", "ad_user_data"));
    }
    Prepared prepared =
        leg.connection()
            .destination()
            .prepare(new Leg(event, leg.route(), false, Set.of(), null, state));
    ConsentDecision granted =
        new ConsentDecision(ConsentDecision.Kind.SEND, "granted", "granted", "ad_user_data");
    return new Departure.Ready((Prepared.Element) prepared, granted);
  }
}
