package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Problem;
import io.tagyard.event.ConnectionId;
import io.tagyard.route.Workspace.Removal;
import io.tagyard.route.WorkspaceStatus.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YardTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String RETAINING =
      Folders.ROUTE + "retain_raw: { fields: [first_name], reason: names, for: 48h }\n";

  @TempDir Path home;
  private final Folders.TestSecrets secrets = new Folders.TestSecrets(Folders.SECRETS.values);
  private final List<Swap> swaps = new ArrayList<>();
  private Path acme = Path.of("");

  @BeforeEach
  void write() throws IOException {
    acme = home.resolve("routes/acme");
    Folders.write(acme, "workspace.yaml", Folders.WORKSPACE, "purchases.yaml", Folders.ROUTE);
    Files.createDirectories(home.resolve("data"));
  }

  @Test
  void nothingIsActiveBeforeTheFirstPollAndEverythingAfterIt() {
    Yard yard = new Yard(folders(false), secrets, InstantSource.fixed(NOW));
    assertThat(yard.current().connections()).isEmpty();
    yard.onSwap(swaps::add);
    assertThat(yard.poll()).isTrue();
    assertThat(yard.current().connections()).hasSize(2);
    assertThat(swaps.getFirst().added()).containsExactlyInAnyOrder(id("ads"), id("pay"));
    assertThat(yard.poll()).isFalse();
    assertThat(swaps).hasSize(1);
    WorkspaceStatus status = yard.statuses().getFirst();
    assertThat(status.active().orElseThrow().loadedAt()).isEqualTo(NOW);
    assertThat(status.active().orElseThrow().revision())
        .isEqualTo(yard.current().revision("acme").orElseThrow());
    assertThat(status.rejected()).isEmpty();
  }

  @Test
  void aBrokenFileChangesNothingAndIsRemembered() {
    Yard yard = started();
    Routes before = yard.current();
    Folders.write(acme, "purchases.yaml", "route: purchases\nevents: [purchas]\nto: [ads]\n");
    assertThat(twice(yard)).isTrue();
    assertThat(yard.current().revision("acme")).isEqualTo(before.revision("acme"));
    Rejected rejected = yard.statuses().getFirst().rejected().orElseThrow();
    assertThat(rejected.problems()).extracting(Problem::code).contains("event-unknown");
    assertThat(yard.poll()).isFalse();
    Folders.write(acme, "purchases.yaml", Folders.ROUTE);
    twice(yard);
    assertThat(yard.statuses().getFirst().rejected()).isEmpty();
  }

  @Test
  void halfAFileIsNotReadAlthoughItIsARightOne() {
    String half = "route: purchases\nevents: [purchase]\nto: [ads]\n";
    Yard yard = started();
    String whole = yard.current().revision("acme").orElseThrow();
    Folders.write(acme, "purchases.yaml", half);
    assertThat(yard.poll()).isFalse();
    Folders.write(acme, "purchases.yaml", Folders.ROUTE);
    assertThat(twice(yard)).isFalse();
    assertThat(yard.current().revision("acme")).contains(whole);

    Folders.write(acme, "purchases.yaml", half);
    assertThat(twice(yard)).isTrue();
    assertThat(yard.current().revision("acme").orElseThrow()).isNotEqualTo(whole);
  }

  @Test
  void aFolderThatIsGoneForAMomentKeepsItsKeys() throws IOException {
    Yard yard = started();
    Path aside = home.resolve("aside");
    Files.move(acme, aside);
    assertThat(yard.poll()).isFalse();
    assertThat(yard.current().sourceByKey("web-key-0123456789")).isPresent();
    Files.move(aside, acme);
    assertThat(twice(yard)).isFalse();

    Files.move(acme, aside);
    assertThat(twice(yard)).isTrue();
    assertThat(yard.current().sourceByKey("web-key-0123456789")).isEmpty();
  }

  @Test
  void aFolderThatIsBeingCopiedIsNotThereYet() {
    Yard yard = started();
    Path beta = home.resolve("routes/beta");
    Folders.write(beta, "workspace.yaml", "");
    assertThat(yard.poll()).isFalse();
    Folders.write(beta, "workspace.yaml", "workspace: beta\n");
    assertThat(yard.poll()).isFalse();
    assertThat(yard.statuses()).hasSize(1);
    assertThat(yard.poll()).isTrue();
    assertThat(yard.current().revision("beta")).isPresent();
  }

  @Test
  void aSecretThatIsBeingWrittenIsNotTakenYet() {
    Yard yard = started();
    secrets.values.put("WEB_KEY", "another-key");
    assertThat(yard.poll()).isFalse();
    secrets.values.put("WEB_KEY", "another-key-0123456789");
    assertThat(twice(yard)).isTrue();
    assertThat(yard.current().sourceByKey("another-key-0123456789")).isPresent();
    assertThat(yard.statuses().getFirst().rejected()).isEmpty();
  }

  @Test
  void theLastGoodRevisionGoesOnOverARestart() {
    String revision = started().current().revision("acme").orElseThrow();
    Folders.write(acme, "purchases.yaml", "route: [\n");
    Yard restarted = started();
    assertThat(restarted.current().revision("acme")).contains(revision);
    WorkspaceStatus status = restarted.statuses().getFirst();
    assertThat(status.active().orElseThrow().lastGood()).isTrue();
    assertThat(status.rejected()).isPresent();
  }

  @Test
  void withoutALastGoodRevisionTheWorkspaceStaysOutAndTheRestRuns() {
    Folders.write(home.resolve("routes/other"), "workspace.yaml", "workspace: othr\n");
    Yard yard = started();
    assertThat(yard.current().revision("acme")).isPresent();
    assertThat(yard.current().revision("other")).isEmpty();
    assertThat(yard.statuses().get(1).active()).isEmpty();
  }

  @Test
  void lanesAreToldWhatChanged() {
    Yard yard = started();
    Folders.write(
        acme,
        "workspace.yaml",
        Folders.WORKSPACE.replace("12345", "54321").replace("  pay:", "  pay2:")
            + "removed: { pay: drop }\n",
        "purchases.yaml",
        Folders.ROUTE.replace("pay", "pay2"));
    twice(yard);
    Swap swap = swaps.getLast();
    assertThat(swap.added()).containsExactly(id("pay2"));
    assertThat(swap.changed()).containsExactly(id("ads"));
    assertThat(swap.removed()).isEqualTo(Map.of(id("pay"), Removal.DROP));
    assertThat(swap.routes()).isSameAs(yard.current());
  }

  @Test
  void aRotatedSecretIsNoticed() {
    Yard yard = started();
    secrets.values.put("WEB_KEY", "another-key-0123456789");
    assertThat(twice(yard)).isTrue();
    assertThat(yard.current().sourceByKey("another-key-0123456789")).isPresent();
    assertThat(yard.current().sourceByKey("web-key-0123456789")).isEmpty();
    secrets.values.put("TOKEN", "another");
    twice(yard);
    assertThat(swaps.getLast().changed()).containsExactly(id("ads"));
  }

  @Test
  void aChangedDefinitionIsNoticed() throws IOException {
    Path destinations = home.resolve("destinations");
    for (String name : List.of("adplace", "partnerpay")) {
      Folders.write(
          destinations,
          name + "/destination.yaml",
          Files.readString(Folders.DESTINATIONS.resolve(name).resolve("destination.yaml")));
    }
    Yard yard =
        new Yard(
            new Yard.Folders(
                home.resolve("routes"), destinations, home.resolve("data"), false, false),
            secrets,
            InstantSource.fixed(NOW));
    yard.onSwap(swaps::add);
    yard.poll();
    Path file = destinations.resolve("adplace/destination.yaml");
    Files.writeString(file, Files.readString(file).replace("/v1/", "/v2/"));
    assertThat(twice(yard)).isTrue();
    assertThat(swaps.getLast().changed()).containsExactly(id("ads"));
    Files.writeString(file, "destination: [");
    twice(yard);
    assertThat(yard.destinationProblems()).isNotEmpty();
    assertThat(yard.current().connection(id("ads"))).isPresent();
  }

  @Test
  void twoWorkspacesCannotShareAKey() {
    Folders.write(
        home.resolve("routes/beta"),
        "workspace.yaml",
        "workspace: beta\nsources: { shop: { kind: server, key: \"${env.WEB_KEY}\" } }\n");
    Yard yard = started();
    assertThat(yard.current().revision("beta")).isEmpty();
    assertThat(yard.current().sourceByKey("web-key-0123456789"))
        .map(Source::workspace)
        .contains("acme");
  }

  @Test
  void theDemoLoadsOnlyAloneOrWhenAskedFor() throws IOException {
    Folders.write(home.resolve("routes/demo"), "workspace.yaml", "workspace: demo\n");
    assertThat(started().current().revision("demo")).isEmpty();
    Yard asked = new Yard(folders(true), secrets, InstantSource.fixed(NOW));
    asked.poll();
    assertThat(asked.current().revision("demo")).isPresent();
    Files.delete(acme.resolve("purchases.yaml"));
    Files.delete(acme.resolve("workspace.yaml"));
    Files.delete(acme);
    assertThat(started().current().revision("demo")).isPresent();
  }

  @Test
  void aWorkspaceThatIsTakenAwayIsGone() throws IOException {
    Yard yard = started();
    Folders.write(home.resolve("routes/beta"), "workspace.yaml", "workspace: beta\n");
    twice(yard);
    Files.delete(home.resolve("routes/beta/workspace.yaml"));
    Files.delete(home.resolve("routes/beta"));
    twice(yard);
    assertThat(yard.current().revision("beta")).isEmpty();
    assertThat(yard.statuses()).hasSize(1);
  }

  @Test
  void whatRoutesRetainIsRetainedForTheirEventsOnly() {
    Folders.write(acme, "purchases.yaml", RETAINING.replace("[purchase, refund]", "[purchase]"));
    Yard yard = started();
    assertThat(yard.policy("acme", "web", "purchase").retained())
        .isEqualTo(Map.of("first_name", Duration.ofHours(48)));
    assertThat(yard.policy("acme", "web", "refund").retained()).isEmpty();
    assertThat(yard.policy("acme", "web", "purchase").region()).isEqualTo("eea");
    assertThat(yard.policy("acme", "web", "purchase").digester().names())
        .containsExactly("email.basic");
    assertThat(yard.policy("nobody", "web", "purchase").region()).isEqualTo("other");
  }

  @Test
  void strictlyASecretInClearTextIsRefused() {
    Folders.write(
        acme,
        "workspace.yaml",
        Folders.WORKSPACE.replace("${env.WEB_KEY}", "clear-key-0123456789"));
    assertThat(started().current().revision("acme")).isPresent();
    Yard strict =
        new Yard(
            new Yard.Folders(
                home.resolve("routes"), Folders.DESTINATIONS, home.resolve("data2"), false, true),
            secrets,
            InstantSource.fixed(NOW));
    strict.poll();
    assertThat(strict.current().revision("acme")).isEmpty();
  }

  private Yard.Folders folders(boolean demo) {
    return new Yard.Folders(
        home.resolve("routes"), Folders.DESTINATIONS, home.resolve("data"), demo, false);
  }

  private Yard started() {
    Yard yard = new Yard(folders(false), secrets, InstantSource.fixed(NOW));
    yard.onSwap(swaps::add);
    yard.poll();
    return yard;
  }

  /** What changed is read at the second look; whether it was. */
  private static boolean twice(Yard yard) {
    assertThat(yard.poll()).isFalse();
    return yard.poll();
  }

  private static ConnectionId id(String connection) {
    return new ConnectionId("acme", connection);
  }
}
