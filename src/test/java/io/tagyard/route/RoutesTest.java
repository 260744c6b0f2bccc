package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Digests;
import io.tagyard.event.Events;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.Purpose;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final String ROUTE =
      "route: purchases\nevents: [purchase, refund]\nto: [ads, pay]\n";

  @Test
  void everyMatchedTargetIsALeg() {
    RoutePlan plan = planned(ROUTE).plan(purchase("e1", "backend"));
    assertThat(legs(plan)).containsExactly("ads ", "pay ");
    assertThat(plan.misses()).isEmpty();
    assertThat(plan.legs().getFirst().needs())
        .containsExactly(Purpose.MEASUREMENT, Purpose.AD_USER_DATA);
  }

  @Test
  void theRouteChangesWhatIsNeeded() {
    Routes routes =
        planned(
            ROUTE
                + "consent: { also: [ad_personalisation], without: [measurement], because: x, hold: 1h }");
    PlannedLeg leg = routes.plan(purchase("e1", "web")).legs().getFirst();
    assertThat(leg.needs()).containsExactly(Purpose.AD_USER_DATA, Purpose.AD_PERSONALISATION);
    assertThat(leg.hold()).contains(java.time.Duration.ofHours(1));
  }

  @Test
  void whatIsNotMatchedMakesNoLegAndIsExplained() {
    Routes routes = planned(ROUTE.replace("to:", "from: [web]\nto:"));
    assertThat(routes.plan(purchase("e1", "backend")).legs()).isEmpty();
    assertThat(routes.explain(purchase("e1", "backend")).misses())
        .containsExactly(
            new RoutePlan.Miss("purchases", "", "it does not take from source backend"));
    OpenEvent login =
        event("{'id':'e','name':'login','time':'2026-11-20T10:00:00Z','source':'web'}");
    assertThat(routes.explain(login).misses())
        .containsExactly(new RoutePlan.Miss("purchases", "", "it is not about login events"));
  }

  @Test
  void aFalseConditionMakesNoLegAndABrokenOneWithholdsIt() {
    Routes routes =
        planned(
            """
            route: purchases
            events: [purchase]
            to:
              - connection: ads
                when: order.value > 1000
              - connection: pay
                when: order.shipping > 0
            """);
    RoutePlan plan = routes.plan(purchase("e1", "web"));
    assertThat(legs(plan)).containsExactly("pay condition_error");
    assertThat(plan.misses())
        .containsExactly(
            new RoutePlan.Miss("purchases", "ads", "its condition is false: order.value > 1000"));
    RoutePlan whole = planned(ROUTE + "when: order.shipping > 0").plan(purchase("e1", "web"));
    assertThat(legs(whole)).containsExactly("ads condition_error", "pay condition_error");
    assertThat(planned(ROUTE + "when: order.value < 0").plan(purchase("e1", "web")).misses())
        .containsExactly(
            new RoutePlan.Miss("purchases", "", "its condition is false: order.value < 0"));
  }

  @Test
  void theSecondRouteToAConnectionIsWithheldUnlessTheFirstSendsNothing() {
    String second = "route: second\nevents: [purchase]\nto: [ads]\n";
    assertThat(legs(planned(ROUTE, second).plan(purchase("e1", "web"))))
        .containsExactly("ads ", "pay ", "ads duplicate_route");
    assertThat(legs(planned(ROUTE + "mode: paused\n", second).plan(purchase("e1", "web"))))
        .containsExactly("ads route_paused", "pay route_paused", "ads ");
    assertThat(legs(planned(ROUTE, second + "mode: shadow\n").plan(purchase("e1", "web"))))
        .containsExactly("ads ", "pay ", "ads shadow");
  }

  @Test
  void anEventTheDestinationDoesNotTakeIsWithheld() {
    OpenEvent login =
        event("{'id':'e','name':'login','time':'2026-11-20T10:00:00Z','source':'web'}");
    RoutePlan plan = planned("route: all\nevents: [\"*\"]\nto: [ads]\n").plan(login);
    assertThat(legs(plan)).containsExactly("ads event_not_accepted");
    assertThat(plan.legs().getFirst().withheld().orElseThrow().sentence())
        .isEqualTo("Adplace takes no login events");
  }

  @Test
  void aSampleIsStableByEventIdAndAboutItsShare() {
    Routes routes = planned(ROUTE + "sample: 25%\n");
    List<Integer> in =
        IntStream.range(0, 2_000)
            .filter(i -> !routes.plan(purchase("e" + i, "web")).legs().isEmpty())
            .boxed()
            .toList();
    assertThat(in).hasSizeBetween(400, 600);
    assertThat(in).allMatch(i -> !routes.plan(purchase("e" + i, "backend")).legs().isEmpty());
    Routes wider = planned(ROUTE + "sample: 50%\n");
    assertThat(in).allMatch(i -> !wider.plan(purchase("e" + i, "web")).legs().isEmpty());
  }

  @Test
  void aKeyFindsItsSourceAndNothingElseDoes() {
    Routes routes = planned(ROUTE);
    assertThat(routes.sourceByKey("web-key-0123456789")).map(Source::name).contains("web");
    assertThat(routes.sourceByKey("web-key-012345678")).isEmpty();
    assertThat(routes.sourceByKey("")).isEmpty();
  }

  @Test
  void aThousandOtherRoutesAreNotLookedAt() {
    String[] routes =
        IntStream.range(0, 200)
            .mapToObj(i -> "route: r%d\nevents: [login]\nto: [ads]\n".formatted(i))
            .toArray(String[]::new);
    Routes many = planned(routes);
    assertThat(many.plan(purchase("e1", "web")).misses()).isEmpty();
  }

  @Test
  void connectionsAndRevisionsAreFoundByName() {
    Routes routes = planned(ROUTE);
    assertThat(routes.connections()).hasSize(2);
    assertThat(routes.connection(new io.tagyard.event.ConnectionId("acme", "ads"))).isPresent();
    assertThat(routes.connection(new io.tagyard.event.ConnectionId("acme", "no"))).isEmpty();
    assertThat(routes.revision("acme")).isPresent();
    assertThat(routes.revision("other")).isEmpty();
  }

  private static Routes planned(String... routes) {
    String[] files = new String[2 + routes.length * 2];
    files[0] = "workspace.yaml";
    files[1] = Folders.WORKSPACE;
    for (int i = 0; i < routes.length; i++) {
      files[2 + 2 * i] = "r%04d.yaml".formatted(i);
      files[3 + 2 * i] = routes[i];
    }
    return Routes.of(List.of(Folders.workspace(files)));
  }

  private static OpenEvent purchase(String id, String source) {
    return event(
        ("{'id':'%s','name':'purchase','time':'2026-11-20T10:00:00Z','source':'%s',"
                + "'order':{'id':'O','value':'12.00','currency':'EUR'}}")
            .formatted(id, source));
  }

  private static OpenEvent event(String json) {
    return Events.open(Events.safe(Events.json(json), Events.granted(), Digests.NONE), Map.of());
  }

  private static List<String> legs(RoutePlan plan) {
    return plan.legs().stream()
        .map(leg ->
            leg.connection().id().connection()
                + " "
                + leg.withheld().map(PlannedLeg.Withheld::reason).orElse(""))
        .toList();
  }
}
