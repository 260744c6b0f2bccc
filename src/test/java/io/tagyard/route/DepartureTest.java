package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Digests;
import io.tagyard.event.Events;
import io.tagyard.event.Flags;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.Purpose;
import io.tagyard.event.Regime;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Signal;
import io.tagyard.privacy.ConsentDecision.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepartureTest {
  private static final Instant NOW = Events.NOON;
  private static final ConsentRecord SILENT = consent(Map.of(), Regime.OPT_IN, false);

  @Test
  void anEventWithConsentIsReadyAndItsRequestIsTheDestinations() {
    PlannedLeg leg = leg("ads", "");
    Departure departure = Departure.of(leg, event("purchase", Events.granted()), NOW, null);
    assertThat(departure).isInstanceOf(Departure.Ready.class);
    Departure.Ready ready = (Departure.Ready) departure;
    assertThat(ready.consent().kind()).isEqualTo(Kind.SEND);
    Outbound request =
        leg.connection().destination().pack(List.of(ready.element()), new Attempt(NOW, 1));
    assertThat(request.uri()).hasToString("https://api.adplace.example/v1/12345/events");
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).contains("\"value\":12.5");
  }

  @Test
  void whatTheRoutesDecidedStays() {
    assertThat(reason(leg("ads", "mode: shadow\n"), event("purchase", Events.granted()), null))
        .isEqualTo("shadow");
  }

  @Test
  void aTestGoesOnlyToATestMode() {
    OpenEvent test = flagged(event("purchase", Events.granted()), Flags.TEST);
    assertThat(reason(leg("ads", ""), test, null)).isEqualTo("test_event");
  }

  @Test
  void ageIsCountedFromWhenItHappened() {
    PlannedLeg leg = leg("ads", "");
    OpenEvent event = event("purchase", Events.granted());
    Instant time = event.safe().time();
    assertThat(Departure.of(leg, event, time.plus(Duration.ofDays(7)), null))
        .isInstanceOf(Departure.Ready.class);
    assertThat(reason(leg, event, time.plus(Duration.ofDays(7)).plusMillis(1), null))
        .isEqualTo("too_old");
    assertThat(Departure.of(leg, event, time, null)).isInstanceOf(Departure.Ready.class);
  }

  @ParameterizedTest(name = "{2} s ahead: {0} where none is taken, else {1}")
  @CsvSource({
    "Ready, Ready, 0",
    "in_future, Ready, 1",
    "in_future, Ready, 400",
    "in_future, Ready, 31536000",
    "in_future, in_future, 31536001",
    "in_future, in_future, 251000000000"
  })
  void aTimeAheadGoesWhereItIsTakenAndAYearAheadNowhere(String ads, String any, long seconds) {
    OpenEvent event = event("purchase", Events.granted());
    OpenEvent ahead = at(event, event.safe().receivedAt().plusSeconds(seconds));
    Instant now = event.safe().receivedAt();
    assertThat(fate(leg("ads", ""), ahead, now)).isEqualTo(ads);
    assertThat(fate(leg("pay", ""), ahead, now)).isEqualTo(any);
  }

  @Test
  void whatWasReceivedIsNotAheadAlthoughTheClockWasSetBackSince() {
    OpenEvent event = event("purchase", Events.granted());
    OpenEvent now = at(event, event.safe().receivedAt());
    Instant back = event.safe().receivedAt().minus(Duration.ofHours(4));
    assertThat(fate(leg("ads", ""), now, back)).isEqualTo("Ready");
  }

  @Test
  void aSaleAtTheTillMayComeLater() {
    PlannedLeg leg = leg("ads", "");
    ObjectNode sold = event("purchase", Events.granted()).safe().body().deepCopy();
    OpenEvent event = Events.open(Events.safe(sold.put("channel", "store")), Map.of());
    Instant last = event.safe().time().plus(Duration.ofDays(62));
    assertThat(Departure.of(leg, event, last, null)).isInstanceOf(Departure.Ready.class);
    assertThat(reason(leg, event, last.plusMillis(1), null)).isEqualTo("too_old");
  }

  @Test
  void aCorrectionHasItsOwnAgeAndNeedsAnOriginal() {
    OpenEvent refund = event("refund", Events.granted());
    PlannedLeg leg = leg("pay", "");
    Instant late = refund.safe().time().plus(Duration.ofDays(45));
    ObjectNode state = Events.json("{'event_id':'e0','order_id':'O','accepted_as':'sale'}");
    assertThat(reason(leg, refund, late, null)).isEqualTo("no_original");
    assertThat(Departure.of(leg, refund, late, state)).isInstanceOf(Departure.Ready.class);
    assertThat(reason(leg, event("purchase", Events.granted()), late, null)).isEqualTo("too_old");
    assertThat(reason(leg, refund, late.plus(Duration.ofDays(30)), state)).isEqualTo("too_old");
  }

  @Test
  void aCorrectionAgesWithWhatItCorrects() {
    OpenEvent refund = event("refund", Events.granted());
    PlannedLeg leg = leg("pay", "");
    Instant now = refund.safe().time();
    ObjectNode old = Events.json("{'event_id':'e0','order_id':'O','accepted_as':'sale'}");
    old.put("time", now.minus(Duration.ofDays(60)).toString());
    assertThat(Departure.of(leg, refund, now, old)).isInstanceOf(Departure.Ready.class);
    assertThat(reason(leg, refund, now.plusMillis(1), old)).isEqualTo("too_old");
  }

  @Test
  void consentIsDecidedBeforeAnythingIsPrepared() {
    assertThat(reason(leg("ads", ""), event("purchase", SILENT), null)).isEqualTo("consent_unset");
    ConsentRecord denied =
        consent(Map.of(Purpose.AD_USER_DATA, Signal.DENIED), Regime.OPT_IN, false);
    assertThat(reason(leg("ads", ""), event("purchase", denied), null)).isEqualTo("denied_purpose");
    ConsentRecord gpc = consent(Map.of(), Regime.OPT_OUT, true);
    Departure restricted = Departure.of(leg("ads", ""), event("purchase", gpc), NOW, null);
    assertThat(((Departure.Ready) restricted).consent().kind()).isEqualTo(Kind.RESTRICT);
    assertThat(reason(leg("pay", ""), event("purchase", gpc), null)).isEqualTo("gpc");
  }

  @Test
  void anUnsetNeedWaitsAsLongAsTheRouteLetsIt() {
    PlannedLeg leg = leg("ads", "consent: { hold: 24h }\n");
    OpenEvent event = event("purchase", SILENT);
    Instant until = event.safe().receivedAt().plus(Duration.ofHours(24));
    assertThat(Departure.of(leg, event, NOW, null))
        .isInstanceOfSatisfying(
            Departure.Held.class, held -> assertThat(held.until()).isEqualTo(until));
    assertThat(reason(leg, event, until, null)).isEqualTo("hold_timeout");
    ConsentRecord denied =
        consent(Map.of(Purpose.AD_USER_DATA, Signal.DENIED), Regime.OPT_IN, false);
    assertThat(reason(leg, event("purchase", denied), null)).isEqualTo("denied_purpose");
  }

  @Test
  void whatTheDestinationMissesIsWithheldWithItsReason() {
    SafeEvent bare =
        Events.safe(
            Events.json(
                "{'id':'e','name':'purchase','time':'2026-11-20T10:00:00Z','order':{'id':'O'}}"),
            Events.granted(),
            Digests.NONE);
    OpenEvent event = Events.open(bare, Map.of());
    assertThat(reason(leg("ads", ""), event, null)).isEqualTo("missing_identifier");
    assertThat(reason(leg("pay", ""), event, null)).isEqualTo("missing_field");
  }

  @Test
  void aFailureOfPreparingIsBrokenAndTellsNoValue() {
    PlannedLeg leg = leg("pay", "");
    Connection connection =
        new Connection(
            leg.connection().id(),
            new FailingDestination(leg.connection().destination()),
            leg.connection().tuning(),
            "f");
    PlannedLeg failing =
        new PlannedLeg(connection, "r", leg.needs(), leg.hold(), null, leg.withheld());
    assertThat(Departure.of(failing, event("purchase", Events.granted()), NOW, null))
        .isInstanceOfSatisfying(
            Departure.Broken.class,
            broken ->
                assertThat(broken.sentence()).isEqualTo("preparing failed: IllegalStateException"));
  }

  private static PlannedLeg leg(String connection, String more) {
    Routes routes =
        Routes.of(
            List.of(
                Folders.workspace(
                    "workspace.yaml", Folders.WORKSPACE, "purchases.yaml", Folders.ROUTE + more)));
    return routes.plan(event("purchase", Events.granted())).legs().stream()
        .filter(leg -> leg.connection().id().connection().equals(connection))
        .findFirst()
        .orElseThrow();
  }

  private static OpenEvent event(String name, ConsentRecord consent) {
    return Events.open(
        Events.safe(
            Events.json(
                ("{'id':'e1','name':'%s','time':'2026-11-20T10:00:00Z','source':'web',"
                        + "'click_ids':{'ppclid':'c','adclid':'a'},"
                        + "'order':{'id':'O','value':'12.50','currency':'EUR'}}")
                    .formatted(name)),
            consent,
            new Digests(Map.of("email.basic", "a".repeat(64)))),
        Map.of());
  }

  private static String fate(PlannedLeg leg, OpenEvent event, Instant now) {
    return switch (Departure.of(leg, event, now, null)) {
      case Departure.Withheld withheld -> withheld.reason();
      case Departure other -> other.getClass().getSimpleName();
    };
  }

  private static OpenEvent at(OpenEvent event, Instant time) {
    return with(event, time, event.safe().flags());
  }

  private static OpenEvent flagged(OpenEvent event, String flag) {
    return with(event, event.safe().time(), Set.of(flag));
  }

  private static OpenEvent with(OpenEvent event, Instant time, Set<String> flags) {
    SafeEvent safe = event.safe();
    return Events.open(
        new SafeEvent(
            safe.workspace(),
            safe.source(),
            safe.sourceKind(),
            safe.id(),
            safe.name(),
            time,
            safe.channel(),
            safe.receivedAt(),
            flags,
            safe.body(),
            safe.subtotal(),
            safe.digests(),
            safe.piiProfile(),
            safe.consent(),
            safe.sealed()),
        Map.of());
  }

  private static ConsentRecord consent(Map<Purpose, Signal> said, Regime regime, boolean gpc) {
    return new ConsentRecord(
        said, Map.of(), Map.of(), false, gpc, Set.of(), Map.of(), "US", null, regime, "country US");
  }

  private static String reason(PlannedLeg leg, OpenEvent event, @Nullable ObjectNode state) {
    return reason(leg, event, NOW, state);
  }

  private static String reason(
      PlannedLeg leg, OpenEvent event, Instant now, @Nullable ObjectNode state) {
    return ((Departure.Withheld) Departure.of(leg, event, now, state)).reason();
  }
}
