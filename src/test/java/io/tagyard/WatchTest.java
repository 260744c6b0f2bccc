package io.tagyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagyard.delivery.Alarms;
import io.tagyard.delivery.BalanceLine;
import io.tagyard.delivery.LaneState;
import io.tagyard.delivery.LaneStatus;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Events;
import io.tagyard.route.Yard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms that are found by looking, each with its begin and its end. */
class WatchTest {
  private static final Secrets NO_SECRETS =
      new Secrets() {
        @Override
        public Optional<String> env(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<String> file(String name) {
          return Optional.empty();
        }
      };

  @TempDir Path folder;

  private final List<String> alarms = new ArrayList<>();
  private final Watch watch =
      new Watch(
          new Alarms() {
            @Override
            public void raise(String kind, String subject, String sentence) {
              alarms.add(kind + " " + subject);
            }

            @Override
            public void clear(String kind, String subject) {
              alarms.add("over " + kind + " " + subject);
            }
          });

  @Test
  void aLaneThatIsDownForLongIsAnAlarmUntilItIsBack() {
    Instant now = Events.NOON;
    watch.lanes(() -> List.of(lane(LaneState.OPEN)), now);
    watch.lanes(() -> List.of(lane(LaneState.HEALTHY)), now.plusSeconds(100));
    watch.lanes(() -> List.of(lane(LaneState.OPEN)), now.plusSeconds(200));
    watch.lanes(() -> List.of(lane(LaneState.OPEN)), now.plus(Watch.DOWN).plusSeconds(100));
    assertThat(alarms).as("a short outage is nobody's work").isEmpty();

    watch.lanes(() -> List.of(lane(LaneState.SUSPECTING)), now.plus(Watch.DOWN).plusSeconds(200));
    assertThat(alarms).containsExactly("lane_down acme/meta");
    watch.lanes(() -> List.of(lane(LaneState.HEALTHY)), now.plus(Watch.DOWN).plusSeconds(201));
    assertThat(alarms).containsExactly("lane_down acme/meta", "over lane_down acme/meta");
  }

  @Test
  void manyQuarantinedEventsOfOneSourceWithinTheWindowAreAnAlarm() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    QuarantineWatch quarantine = new QuarantineWatch(meters, 20);
    Instant now = Events.NOON;
    quarantined(meters, "backend", 19);
    assertThat(quarantine.round(now)).isEmpty();
    quarantined(meters, "backend", 1);
    quarantined(meters, "web", 3);
    assertThat(quarantine.round(now.plusSeconds(10)))
        .containsOnlyKeys("acme/backend")
        .allSatisfy((source, sentence) -> assertThat(sentence).startsWith("20 events"));
    quarantined(meters, "backend", 5);
    assertThat(quarantine.round(now.plus(QuarantineWatch.WINDOW).plusSeconds(10)))
        .as("five within the window")
        .isEmpty();
  }

  @Test
  void aFolderOfRoutesThatIsGoneIsAnAlarmUntilItIsBack() throws IOException {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    workspace(routes, "workspace: acme\n");
    Yard yard = yard(routes);
    watch.files(yard);
    alarms.clear();
    Path aside = folder.resolve("aside");
    Files.move(routes, aside);
    watch.files(yard);
    assertThat(alarms).containsExactly("routes_missing routes");
    assertThat(yard.statuses()).as("what was read goes on").hasSize(1);
    Files.move(aside, routes);
    watch.files(yard);
    assertThat(alarms).contains("over routes_missing routes");
    alarms.clear();

    Files.delete(routes.resolve("acme/workspace.yaml")); // as when a volume is not mounted
    Files.delete(routes.resolve("acme"));
    watch.files(yard);
    watch.files(yard);
    assertThat(alarms).contains("routes_missing routes");
    workspace(routes, "workspace: acme\n");
    watch.files(yard);
    watch.files(yard);
    assertThat(alarms).contains("over routes_missing routes");
  }

  @Test
  void anAlarmOfARejectedRevisionFromBeforeTheStartEndsWhenTheFilesLoad() throws IOException {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    workspace(routes, "workspace: acme\nunknown: true\n");
    watch.files(yard(routes));
    assertThat(alarms).contains("revision_rejected acme");
    alarms.clear();
    workspace(routes, "workspace: acme\n");
    watch.files(yard(routes)); // another process
    assertThat(alarms).contains("over revision_rejected acme");
  }

  private static void workspace(Path routes, String yaml) throws IOException {
    Files.writeString(
        Files.createDirectories(routes.resolve("acme")).resolve("workspace.yaml"), yaml);
  }

  private static Yard yard(Path routes) {
    Yard.Folders folders = new Yard.Folders(routes, Path.of("destinations"), null, false, false);
    return new Yard(folders, NO_SECRETS, () -> Events.NOON);
  }

  @Test
  void whatStandsNoMoreIsOver() {
    watch.stand("quarantine", Map.of("acme/web", "many"));
    watch.stand("quarantine", Map.of());
    watch.stand("quarantine", Map.of());
    assertThat(alarms).containsExactly("quarantine acme/web", "over quarantine acme/web");
  }

  private static void quarantined(SimpleMeterRegistry meters, String source, int events) {
    meters
        .counter("tagyard.events", "workspace", "acme", "source", source, "status", "quarantined")
        .increment(events);
  }

  private static LaneStatus lane(LaneState state) {
    ConnectionId id = new ConnectionId("acme", "meta");
    return new LaneStatus(
        id,
        "meta-conversions",
        state,
        null,
        null,
        new BalanceLine(id, 0, 0, 0, 0, 0, 0, true),
        Duration.ZERO,
        Map.of(),
        0,
        1);
  }
}
