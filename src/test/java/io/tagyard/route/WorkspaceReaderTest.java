package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Rate;
import io.tagyard.event.Purpose;
import io.tagyard.event.SourceKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkspaceReaderTest {
  @Test
  void aWorkspaceIsReadWhole() {
    Workspace workspace =
        Folders.workspace("workspace.yaml", Folders.WORKSPACE, "purchases.yaml", Folders.ROUTE);
    assertThat(workspace.region()).isEqualTo("eea");
    assertThat(workspace.owner()).contains("growth@acme.example");
    assertThat(workspace.revision()).matches("[0-9a-f]{7}");
    assertThat(workspace.sources())
        .containsExactly(
            new Source(
                "acme",
                "web",
                SourceKind.BROWSER,
                List.of("web-key-0123456789"),
                null,
                List.of("https://shop.acme.example"),
                Optional.empty()),
            new Source(
                "acme",
                "backend",
                SourceKind.SERVER,
                List.of("back-key-0123456789"),
                "web",
                List.of(),
                Optional.empty()));
    assertThat(workspace.connections())
        .extracting(Connection::toString)
        .containsExactly("acme/ads", "acme/pay");
    assertThat(workspace.routes().getFirst().from()).containsExactlyInAnyOrder("web", "backend");
    assertThat(workspace.toString()).doesNotContain("key-0123456789");
  }

  @Test
  void everythingAboutARouteIsRead() {
    Route route =
        Folders.workspace(
                "workspace.yaml",
                Folders.WORKSPACE,
                "all.yaml",
                """
                route: everything
                description: All a route can say
                owner: growth@acme.example
                events: [purchase, refund]
                from: backend
                when: order.value > 0
                sample: 12.5%
                to:
                  - ads
                  - connection: pay
                    when: has(click_ids.ppclid)
                    map: { query.promo: "${order.coupon}" }
                consent: { also: [ad_personalisation], without: [measurement], because: "counsel said so", hold: 24h }
                retain_raw: { fields: [first_name], reason: "matches on plain names", for: 48h }
                mode: shadow
                tests:
                  - name: t
                    given: fixtures/a.json
                    with: { order: { value: 5 }, consent: {} }
                    expect: { ads: { withheld: shadow } }
                """,
                "fixtures/a.json",
                "{\"name\":\"purchase\",\"order\":{\"id\":\"o\",\"value\":1},\"consent\":{\"gpc\":true}}")
            .routes()
            .getFirst();
    assertThat(route.events()).containsExactlyInAnyOrder("purchase", "refund");
    assertThat(route.from()).containsExactly("backend");
    assertThat(route.sample()).isEqualByComparingTo(new BigDecimal("0.125"));
    assertThat(route.targets()).hasSize(2);
    assertThat(route.targets().get(1).overlay()).isNotNull();
    assertThat(route.consent().also()).containsExactly(Purpose.AD_PERSONALISATION);
    assertThat(route.consent().without()).containsExactly(Purpose.MEASUREMENT);
    assertThat(route.consent().hold()).contains(Duration.ofHours(24));
    assertThat(route.retained().orElseThrow().time()).isEqualTo(Duration.ofHours(48));
    assertThat(route.mode()).isEqualTo(Route.Mode.SHADOW);
    assertThat(route.tests().getFirst().given().toString())
        .isEqualTo("{\"name\":\"purchase\",\"order\":{\"id\":\"o\",\"value\":5},\"consent\":{}}");
  }

  @Test
  void deliveryIsTheDefinitionsLimitsChangedByTheWorkspace() {
    Workspace plain =
        Folders.workspace("workspace.yaml", Folders.WORKSPACE, "purchases.yaml", Folders.ROUTE);
    assertThat(plain.connections().get(0).tuning())
        .isEqualTo(
            new Tuning(
                100,
                Duration.ofSeconds(1),
                Optional.of(new Rate(100, Duration.ofSeconds(1))),
                Duration.ofSeconds(10),
                Duration.ofHours(47),
                Optional.of(Duration.ofDays(7)),
                Map.of("store", Duration.ofDays(62)),
                Optional.of(Duration.ZERO),
                false));
    assertThat(plain.connections().get(1).tuning().byOrder()).isTrue();
    WorkspaceReader.Outcome tuned =
        Folders.read(
            Folders.files(
                "workspace.yaml",
                Folders.WORKSPACE.replace(
                    "token: \"${env.TOKEN}\" }",
                    "token: \"${env.TOKEN}\" }\n    delivery: { batch: 10, flush: 2s, rate: 50/s, timeout: 5s,"
                        + " retry_for: 1h, max_age: 8d, future: 5m, order_by: order.id }"),
                "purchases.yaml",
                Folders.ROUTE));
    assertThat(tuned.workspace().orElseThrow().connections().getFirst().tuning())
        .isEqualTo(
            new Tuning(
                10,
                Duration.ofSeconds(2),
                Optional.of(new Rate(50, Duration.ofSeconds(1))),
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Optional.of(Duration.ofDays(8)),
                Map.of(),
                Optional.of(Duration.ofMinutes(5)),
                true));
    assertThat(tuned.problems())
        .extracting(Problem::code)
        .containsExactly("limit-raised", "limit-raised");
  }

  @Test
  void theRevisionChangesWithEveryFileThatMatters() {
    String before =
        Folders.workspace("workspace.yaml", Folders.WORKSPACE, "purchases.yaml", Folders.ROUTE)
            .revision();
    assertThat(
            Folders.workspace("workspace.yaml", Folders.WORKSPACE, "purchases.yaml", Folders.ROUTE)
                .revision())
        .isEqualTo(before);
    assertThat(
            Folders.workspace(
                    "workspace.yaml", Folders.WORKSPACE, "purchases.yaml", Folders.ROUTE + "# c\n")
                .revision())
        .isNotEqualTo(before);
  }

  @Test
  void aFingerprintChangesWithASecretAndNotWithAComment() {
    Workspace before =
        Folders.workspace("workspace.yaml", Folders.WORKSPACE, "purchases.yaml", Folders.ROUTE);
    Workspace commented =
        Folders.workspace(
            "workspace.yaml", Folders.WORKSPACE + "# c\n", "purchases.yaml", Folders.ROUTE);
    Folders.TestSecrets rotated = new Folders.TestSecrets(Folders.SECRETS.values);
    rotated.values.put("TOKEN", "another");
    Workspace after =
        WorkspaceReader.read(
                Folders.files("workspace.yaml", Folders.WORKSPACE, "purchases.yaml", Folders.ROUTE),
                Folders.DEFINITIONS,
                rotated,
                Folders.TODAY)
            .workspace()
            .orElseThrow();
    String fingerprint = before.connections().getFirst().fingerprint();
    assertThat(commented.connections().getFirst().fingerprint()).isEqualTo(fingerprint);
    assertThat(after.connections().getFirst().fingerprint()).isNotEqualTo(fingerprint);
    assertThat(after.connections().get(1).fingerprint())
        .isEqualTo(before.connections().get(1).fingerprint());
  }

  @Test
  void keysOfTheDemoGiveNoWarningAndTheSameKeysElsewhereDo() {
    String text =
        """
        workspace: demo
        sources: { shop: { kind: server, key: demo-shop-key-not-secret } }
        """;
    WorkspaceFiles demo =
        new WorkspaceFiles("demo", "routes/demo", Folders.files("workspace.yaml", text).contents());
    assertThat(Folders.read(demo).problems()).isEmpty();
    assertThat(
            Folders.read(
                    Folders.files(
                        "workspace.yaml", text.replace("workspace: demo", "workspace: acme")))
                .problems())
        .extracting(Problem::code)
        .containsExactly("secret-in-clear-text");
  }

  @Test
  void aStarIsEveryEvent() {
    WorkspaceReader.Outcome outcome =
        Folders.readRoute("route: all\nevents: [\"*\"]\nto: [ads, pay]\n");
    assertThat(outcome.workspace().orElseThrow().routes().getFirst().events())
        .contains("page_view", "purchase", "conversion.recorded");
  }
}
