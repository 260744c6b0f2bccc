package io.tagyard.route;

import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.Report;
import io.tagyard.diagnostic.Secrets.Resolved;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.diagnostic.YamlNode.ScalarType;
import io.tagyard.event.SourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the sources of a workspace. */
final class SourceReader {
  private static final int KEY_MIN = 16;

  private final Scope scope;
  private final Map<String, Place> keyPlaces;

  /**
   * A reader.
   *
   * @param keyPlaces filled with where each key stands
   */
  SourceReader(Scope scope, Map<String, Place> keyPlaces) {
    this.scope = scope;
    this.keyPlaces = keyPlaces;
  }

  List<Source> read(Map<String, Placed<Reading>> declared) {
    List<Source> sources = new ArrayList<>();
    declared.forEach((name, source) -> {
      Names.check("source", name, source.place(), scope.problems());
      source(name, source.value()).ifPresent(sources::add);
    });
    return List.copyOf(sources);
  }

  private Optional<Source> source(String name, Reading reading) {
    List<String> keys = new ArrayList<>();
    for (Placed<YamlNode> key : reading.get(WorkspaceForm.KEY, List.of())) {
      key(key.value()).ifPresent(keys::add);
    }
    if (reading.has(WorkspaceForm.KEY)
        && reading.get(WorkspaceForm.KEY).filter(List::isEmpty).isPresent()) {
      scope
          .problems()
          .error(
              "wrong-value", reading.place(WorkspaceForm.KEY), "a source needs at least one key");
    }
    Optional<SourceKind> kind =
        reading
            .get(WorkspaceForm.KIND)
            .map(word -> SourceKind.valueOf(word.toUpperCase(Locale.ROOT)));
    if (reading.has(WorkspaceForm.ORIGINS) && kind.filter(SourceKind.BROWSER::equals).isEmpty()) {
      scope
          .problems()
          .warning(
              "origins-not-browser",
              reading.keyPlace(WorkspaceForm.ORIGINS),
              "only a browser source has origins; here they do nothing");
    }
    return kind.map(found ->
        new Source(
            scope.workspace(),
            name,
            found,
            List.copyOf(keys),
            reading.get(WorkspaceForm.CHANNEL).orElse(null),
            reading.get(WorkspaceForm.ORIGINS, List.of()).stream().map(Placed::value).toList(),
            reading.get(WorkspaceForm.QUOTA),
            reading.get(WorkspaceForm.STRICT, false),
            reading.get(WorkspaceForm.PHONES).isPresent()));
  }

  private Optional<String> key(YamlNode node) {
    if (!(node instanceof Scalar scalar) || scalar.type() == ScalarType.NOTHING) {
      scope
          .problems()
          .error("wrong-type", node.place(), "found " + node.kind() + " (expected: a key, a text)");
      return Optional.empty();
    }
    Optional<Resolved> key = scope.secrets().resolve(scalar, scope.problems());
    key.ifPresent(resolved -> judge(resolved, scalar.place()));
    return key.map(Resolved::text).filter(text -> !text.isBlank());
  }

  private void judge(Resolved key, Place place) {
    if (key.text().isBlank()) {
      scope.problems().error("wrong-value", place, "the key is empty");
      return;
    }
    // keys of the demo are marked by their text, so that copying them elsewhere still warns
    boolean demo = scope.isDemo() && key.text().contains(Yard.DEMO);
    if (!key.secret() && !demo) {
      scope
          .problems()
          .warning(
              Report.CLEAR_TEXT,
              place,
              "a key stands here in clear text; write ${env.NAME} or ${file.NAME}");
    }
    if (key.text().length() < KEY_MIN && !demo) {
      scope
          .problems()
          .warning(
              "key-too-short", place, "a key of fewer than " + KEY_MIN + " characters is guessed");
    }
    Place first = keyPlaces.putIfAbsent(Hashes.hex(Hashes.of(key.text())), place);
    if (first != null) {
      scope.problems().error("key-used-twice", place, "this key stands already at " + first);
    }
  }
}
