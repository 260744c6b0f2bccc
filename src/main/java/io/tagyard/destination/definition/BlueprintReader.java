package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.Definition;
import io.tagyard.destination.Definition.Limits;
import io.tagyard.destination.Definition.Version;
import io.tagyard.destination.adapter.Adapters;
import io.tagyard.destination.expression.Grammar;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Presence;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.Table;
import io.tagyard.destination.expression.Vocabulary;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Member;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.event.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@code destination.yaml} whole: one pass finds every problem. */
public final class BlueprintReader {
  private static final int BODY_BYTES = 1 << 20;
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(15);
  private static final List<String> CHANNELS =
      List.of("web", "app", "store", "phone", "crm", "other");
  private static final Set<String> GATED_ROOTS =
      Set.of(
          "page",
          "user",
          "device",
          "click_ids",
          "click",
          "cookies",
          "order",
          "partner",
          "properties",
          "identity");

  private final Reading reading;
  private final Problems problems;
  private final Set<Path> paths = new LinkedHashSet<>();

  private BlueprintReader(Reading reading, Problems problems) {
    this.reading = reading;
    this.problems = problems;
  }

  /** The compiled definition; empty when the file has errors. */
  public static Optional<Blueprint> read(YamlNode file, String folder, Problems problems) {
    Problems own = new Problems();
    Optional<Blueprint> blueprint =
        DefinitionForm.FORM
            .read(file, own)
            .flatMap(reading -> new BlueprintReader(reading, own).blueprint(folder));
    problems.addAll(own.sorted());
    return own.hasErrors() ? Optional.empty() : blueprint;
  }

  private Optional<Blueprint> blueprint(String folder) {
    String name = reading.get(DefinitionForm.DESTINATION, folder);
    if (!name.equals(folder)) {
      problems.error(
          "wrong-name",
          reading.place(DefinitionForm.DESTINATION),
          "\"" + name + "\" lies in the folder \"" + folder + "\"; both have one name");
    }
    Map<String, Setting> settings = settings();
    Adapters.Kind adapter = reading.get(DefinitionForm.ADAPTER).flatMap(Adapters::of).orElse(null);
    Vocabulary vocabulary = vocabulary(settings, adapter);
    Grammar grammar = new Grammar(vocabulary, problems);
    Accepts accepts =
        reading
            .get(DefinitionForm.ACCEPTS)
            .map(node -> Accepts.read(node, grammar, problems))
            .orElse(new Accepts(false, List.of()));
    List<Presence> any = new ArrayList<>();
    List<Presence> all = new ArrayList<>();
    reading
        .get(DefinitionForm.REQUIRES)
        .ifPresent(requires -> requires(requires, grammar, any, all));
    List<Shape> warnings =
        reading.get(DefinitionForm.WARNINGS, List.of()).stream()
            .flatMap(each -> grammar.shape(each.value()).stream())
            .toList();
    Presence testMode =
        reading.get(DefinitionForm.TEST_MODE).flatMap(grammar::presence).orElse(null);
    Set<String> schemes = adapter == null ? Adapters.HTTP : adapter.schemes();
    RequestReader requests = new RequestReader(vocabulary, settings, schemes, problems);
    reading.get(DefinitionForm.REQUEST).ifPresent(requests::read);
    if (reading.get(DefinitionForm.REQUEST).filter(List::isEmpty).isPresent()) {
      problems.error(
          "empty-list",
          reading.place(DefinitionForm.REQUEST),
          "the list is empty (expected: at least a request)");
    }
    Answers answers =
        new AnswerReader(vocabulary, problems)
            .read(
                reading.get(DefinitionForm.ANSWERS, List.of()),
                reading.get(DefinitionForm.PER_EVENT).orElse(null),
                reading.keyPlace(DefinitionForm.ANSWERS));
    paths.addAll(grammar.seen());
    paths.addAll(requests.seen());
    boolean batched = requests.plans().stream().anyMatch(plan -> plan.batch() != null);
    return Optional.of(
        new Blueprint(
            definition(name, batched),
            settings,
            vocabulary,
            accepts,
            List.copyOf(any),
            List.copyOf(all),
            warnings,
            requests.plans(),
            requests.uses(),
            answers,
            currencies(),
            adapter,
            testMode,
            dedup(),
            Set.copyOf(paths),
            EventNames.in(reading)));
  }

  private @Nullable Currencies currencies() {
    return reading
        .get(DefinitionForm.CURRENCIES)
        .map(said ->
            new Currencies(
                said.get(DefinitionForm.DIGITS, 2),
                said.get(DefinitionForm.ALSO, List.of()).stream()
                    .map(Placed::value)
                    .collect(Collectors.toUnmodifiableSet())))
        .orElse(null);
  }

  private String dedup() {
    Optional<Reading> dedup = reading.get(DefinitionForm.DEDUP);
    String field = dedup.flatMap(each -> each.get(DefinitionForm.DEDUP_ID)).orElse("");
    return dedup
        .flatMap(each -> each.get(DefinitionForm.DEDUP_WINDOW))
        .map(window -> field + ", " + window.toHours() + " h")
        .orElse(field);
  }

  private Map<String, Setting> settings() {
    Map<String, Setting> settings = new LinkedHashMap<>();
    reading
        .get(DefinitionForm.SETTINGS, Map.of())
        .forEach((name, node) ->
            Setting.read(name, node.value(), problems)
                .ifPresent(setting -> settings.put(name, setting)));
    for (Setting setting : settings.values()) {
      for (String other : setting.notWith()) {
        if (!settings.containsKey(other)) {
          problems.error(
              "unknown-setting",
              reading.place(DefinitionForm.SETTINGS),
              "no setting \"" + other + "\" that \"" + setting.name() + "\" could exclude",
              other,
              settings.keySet());
        }
      }
    }
    return settings;
  }

  private Vocabulary vocabulary(Map<String, Setting> settings, Adapters.@Nullable Kind adapter) {
    Map<String, String> types = new LinkedHashMap<>();
    settings.forEach((name, setting) -> types.put(name, setting.vocabularyType()));
    if (adapter != null) {
      for (String read : adapter.reads()) {
        if (!types.containsKey(read)) {
          problems.error(
              "missing-key",
              reading.place(DefinitionForm.ADAPTER),
              "the adapter " + adapter.name() + " needs the setting \"" + read + "\" declared");
        }
      }
    }
    Set<String> gives = adapter == null ? Set.of() : adapter.gives();
    return new Vocabulary(Root.OF_A_REQUEST, tables(), types, gives, null);
  }

  private Map<String, Table> tables() {
    Grammar constants =
        new Grammar(new Vocabulary(Set.of(), Map.of(), Map.of(), Set.of(), null), problems);
    Map<String, Table> tables = new LinkedHashMap<>();
    reading
        .get(DefinitionForm.TABLES, Map.of())
        .forEach((name, entries) -> {
          Map<String, JsonNode> values = new LinkedHashMap<>();
          entries
              .value()
              .forEach((key, node) -> {
                if (constants.shape(node.value()).orElse(null)
                    instanceof Shape.Constant(var constant)) {
                  values.put(key, constant);
                }
              });
          tables.put(name, new Table.Fixed(values));
        });
    return tables;
  }

  private static void requires(
      Reading requires, Grammar grammar, List<Presence> any, List<Presence> all) {
    for (Placed<YamlNode> each : requires.get(DefinitionForm.ANY_OF, List.of())) {
      grammar.presence(each.value()).ifPresent(any::add);
    }
    for (Placed<YamlNode> each : requires.get(DefinitionForm.ALL_OF, List.of())) {
      grammar.presence(each.value()).ifPresent(all::add);
    }
  }

  private Definition definition(String name, boolean batched) {
    Optional<Reading> consent = reading.get(DefinitionForm.CONSENT);
    Set<Purpose> needs =
        consent.flatMap(each -> each.get(DefinitionForm.NEEDS)).orElse(List.of()).stream()
            .flatMap(word -> Purpose.of(word.value()).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new Definition(
        name,
        reading.get(DefinitionForm.TITLE, name),
        reading.get(DefinitionForm.DOCS, ""),
        version(),
        needs,
        consent.flatMap(each -> each.get(DefinitionForm.RESTRICTED)).orElse(false),
        gated(consent),
        raw(),
        reading.get(DefinitionForm.CORRECTS, List.of()).stream()
            .map(Placed::value)
            .collect(Collectors.toUnmodifiableSet()),
        false,
        limits(batched));
  }

  private Version version() {
    Optional<Reading> version = reading.get(DefinitionForm.VERSION);
    return new Version(
        version.flatMap(each -> each.get(DefinitionForm.API)).orElse(""),
        version.flatMap(each -> each.get(DefinitionForm.CHECKED)).orElse(""),
        version.flatMap(each -> each.get(DefinitionForm.ENDS)));
  }

  private Map<String, Purpose> gated(Optional<Reading> consent) {
    Map<String, Purpose> gated = new LinkedHashMap<>();
    consent
        .flatMap(each -> each.get(DefinitionForm.FIELDS))
        .orElse(Map.of())
        .forEach((part, purpose) -> {
          if (!GATED_ROOTS.contains(part)) {
            problems.error(
                "unknown-key",
                purpose.place(),
                "no part \"" + part + "\" of an event can be closed",
                part,
                GATED_ROOTS);
          }
          Purpose.of(purpose.value()).ifPresent(found -> gated.put(part, found));
        });
    return Map.copyOf(gated);
  }

  private Set<String> raw() {
    YamlNode node = reading.get(DefinitionForm.RAW).orElse(null);
    if (node == null) {
      return Set.of();
    }
    if (node instanceof Scalar scalar && scalar.text().equals(RawFields.ALL)) {
      return Set.of(RawFields.ALL);
    }
    Set<String> fields = new LinkedHashSet<>();
    if (node instanceof Mapping mapping) {
      for (Member member : mapping.members().values()) {
        rawField(member.key(), member.keyPlace(), fields);
      }
    } else if (node instanceof Listing || node instanceof Scalar) {
      problems.error(
          "wrong-type",
          node.place(),
          "found " + node.kind() + " (expected: fields to the pages that ask for them, or \"*\")");
    }
    return fields;
  }

  private void rawField(String field, Place place, Set<String> fields) {
    if (RawFields.names().contains(field)) {
      fields.add(field);
    } else {
      problems.error(
          "unknown-key", place, "no field \"" + field + "\" can be kept", field, RawFields.names());
    }
  }

  private Map<String, Duration> maxAgeOf(Optional<Reading> limits) {
    Map<String, Duration> ages = new LinkedHashMap<>();
    limits
        .flatMap(each -> each.get(DefinitionForm.MAX_AGE_OF))
        .orElse(Map.of())
        .forEach((channel, age) -> {
          if (!CHANNELS.contains(channel)) {
            problems.error(
                "unknown-key", age.place(), "no channel \"" + channel + "\"", channel, CHANNELS);
          }
          ages.put(channel, age.value());
        });
    return Map.copyOf(ages);
  }

  private Limits limits(boolean batched) {
    Optional<Reading> limits = reading.get(DefinitionForm.LIMITS);
    int batch = limits.flatMap(each -> each.get(DefinitionForm.BATCH)).orElse(1);
    if (batch > 1 && !batched) {
      problems.error(
          "batch-without-each",
          limits.map(each -> each.place(DefinitionForm.BATCH)).orElse(reading.mapping().place()),
          "a batch needs each: batch in the request; without it a request is one event");
    }
    long body =
        limits.flatMap(each -> each.get(DefinitionForm.BODY_SIZE)).orElse((long) BODY_BYTES);
    return new Limits(
        batched ? batch : 1,
        (int) Math.min(Integer.MAX_VALUE, body),
        limits.flatMap(each -> each.get(DefinitionForm.MAX_AGE)),
        maxAgeOf(limits),
        limits.flatMap(each -> each.get(DefinitionForm.FUTURE)),
        limits.flatMap(each -> each.get(DefinitionForm.TIMEOUT)).orElse(USUAL_TIMEOUT),
        limits.flatMap(each -> each.get(DefinitionForm.RATE)),
        limits.flatMap(each -> each.get(DefinitionForm.PER_DAY)).map(Integer::longValue),
        limits.flatMap(each -> each.get(DefinitionForm.CORRECTION)));
  }
}
