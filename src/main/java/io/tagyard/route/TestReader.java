package io.tagyard.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.event.Json;
import io.tagyard.route.RouteTest.Expectation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the tests of a route with their fixtures. */
final class TestReader {
  private final Scope scope;
  private final Problems problems;

  TestReader(Scope scope) {
    this.scope = scope;
    this.problems = scope.problems();
  }

  List<RouteTest> read(Reading route, Set<String> targets) {
    List<RouteTest> tests = new ArrayList<>();
    for (Placed<Reading> test : route.get(RouteForm.TESTS, List.of())) {
      test(test.value(), targets).ifPresent(tests::add);
    }
    return List.copyOf(tests);
  }

  private Optional<RouteTest> test(Reading test, Set<String> targets) {
    Map<String, Expectation> expected = new LinkedHashMap<>();
    test.get(RouteForm.EXPECT, Map.of())
        .forEach((connection, expectation) -> {
          if (!targets.contains(connection)) {
            problems.error(
                "connection-unknown",
                expectation.place(),
                "the route does not send to \"" + connection + "\"",
                connection,
                targets);
          }
          expectation(expectation).ifPresent(read -> expected.put(connection, read));
        });
    Optional<JsonNode> given =
        test.get(RouteForm.GIVEN).flatMap(path -> fixture(path, test.place(RouteForm.GIVEN)));
    Optional<JsonNode> with = test.get(RouteForm.WITH).map(YamlJson::of);
    return given.flatMap(event ->
        test.get(RouteForm.TEST_NAME)
            .map(name ->
                new RouteTest(
                    name,
                    test.place(RouteForm.TEST_NAME),
                    with.map(over -> RouteTest.overlaid(event, over)).orElse(event),
                    expected)));
  }

  private Optional<Expectation> expectation(Placed<Reading> expectation) {
    Reading reading = expectation.value();
    Optional<YamlNode> sends = reading.get(RouteForm.SENDS);
    Optional<String> withheld = reading.get(RouteForm.WITHHELD);
    if (reading.has(RouteForm.SENDS) == reading.has(RouteForm.WITHHELD)) {
      problems.error(
          "wrong-expectation", expectation.place(), "expected: either \"sends\" or \"withheld\"");
      return Optional.empty();
    }
    if (sends.isPresent() && !(sends.get() instanceof Mapping)) {
      problems.error(
          "wrong-type",
          sends.get().place(),
          "found " + sends.get().kind() + " (expected: parts of a request, a mapping)");
      return Optional.empty();
    }
    sends.ifPresent(parts -> RequestForm.FORM.read(parts, problems));
    return Optional.of(
        new Expectation(expectation.place(), (Mapping) sends.orElse(null), withheld.orElse(null)));
  }

  private Optional<JsonNode> fixture(String path, Place place) {
    if (!scope.files().has(path)) {
      problems.error(
          "fixture-missing",
          place,
          "no file \"" + path + "\" in the folder of workspace " + scope.workspace(),
          path,
          scope.files().below("fixtures", ".json"));
      return Optional.empty();
    }
    try {
      JsonNode event = Json.read(scope.files().bytes(path));
      if (!event.isObject()) {
        problems.error("fixture-invalid", place, path + " does not hold a JSON object");
        return Optional.empty();
      }
      return Optional.of(event);
    } catch (JsonProcessingException e) {
      problems.error("fixture-invalid", at(path, e, place), Json.reason(e));
      return Optional.empty();
    }
  }

  private Place at(String path, JsonProcessingException e, Place otherwise) {
    String text = new String(scope.files().bytes(path), StandardCharsets.UTF_8);
    SourceText source = scope.files().source(path, text);
    return e.getLocation() == null
        ? otherwise
        : new Place(
            source,
            Math.max(1, e.getLocation().getLineNr()),
            Math.max(1, e.getLocation().getColumnNr()),
            1);
  }
}
