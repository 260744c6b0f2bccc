package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.InstalledDestination;
import io.tagyard.diagnostic.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A mistyped event in a table of a connection would lose every event of that name. */
class EventTablesTest {
  private static final Definitions DEFINITIONS = Definitions.read(Path.of("destinations"));

  @TestFactory
  Stream<DynamicTest> everyTableOfEventsRefusesANameThatIsNone() {
    return DEFINITIONS.catalogue().all().stream()
        .flatMap(it ->
            it.settingsOfEvents().stream()
                .map(setting ->
                    DynamicTest.dynamicTest(
                        it.name() + " " + setting, () -> isToldWithItsGuess(it, setting))));
  }

  @Test
  void thereAreSuchTables() {
    assertThat(DEFINITIONS.catalogue().all().stream().flatMap(it -> it.settingsOfEvents().stream()))
        .contains("event_map", "conversion_actions", "action_codes");
  }

  private static void isToldWithItsGuess(InstalledDestination it, String setting) {
    WorkspaceFiles files =
        Folders.files(
            "workspace.yaml",
            """
            workspace: acme
            sources: { backend: { kind: server, key: "${env.BACKEND_KEY}" } }
            connections:
              there: { destination: %s, settings: { %s: { purchases: "1" } } }
            """
                .formatted(it.name(), setting));
    List<Problem> problems =
        WorkspaceReader.read(files, DEFINITIONS, Folders.SECRETS, Folders.TODAY).problems();
    assertThat(problems)
        .filteredOn(problem -> problem.code().equals("event-unknown"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.message()).contains(setting).contains("purchases");
          assertThat(problem.guess()).contains("purchase");
        });
  }
}
