package io.tagyard.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.adapter.Adapter;
import io.tagyard.destination.adapter.Adapters;
import io.tagyard.destination.definition.Answers;
import io.tagyard.destination.definition.Blueprint;
import io.tagyard.destination.definition.Setting;
import io.tagyard.destination.definition.SettingFacts;
import io.tagyard.destination.definition.SettingSchema;
import io.tagyard.destination.definition.Settings;
import io.tagyard.destination.definition.SettingsReader;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Presence;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Mapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A destination of the catalogue: a folder, read and compiled. Immutable. */
public final class InstalledDestination {
  private final Blueprint blueprint;
  private final String readme;
  private final List<Example> examples;

  InstalledDestination(Blueprint blueprint, String readme, List<Example> examples) {
    this.blueprint = blueprint;
    this.readme = readme;
    this.examples = List.copyOf(examples);
  }

  /** Its name, the folder's. */
  public String name() {
    return definition().name();
  }

  /** What it declares; {@code testMode} is decided by a connection's settings. */
  public Definition definition() {
    return blueprint.definition();
  }

  /** The settings it takes, in order. */
  public Collection<Setting> settings() {
    return blueprint.settings().values();
  }

  /** The JSON Schema of a connection's settings, for editors and forms. */
  public ObjectNode settingsSchema() {
    return SettingSchema.of(settings());
  }

  /** Events its definition names itself; settings may add others. */
  public Set<String> accepts() {
    return blueprint.accepts().named();
  }

  /** All names of events in its definition, with their places. */
  public List<Placed<String>> eventNames() {
    return blueprint.eventNames();
  }

  /** Whether it takes every event. */
  public boolean acceptsEverything() {
    return blueprint.accepts().everything();
  }

  /** Whether settings name events that it takes. */
  public boolean acceptsBySettings() {
    return blueprint.accepts().asksSettings();
  }

  /** Settings whose keys are names of events: who knows the catalogue of events checks them. */
  public Set<String> settingsOfEvents() {
    Set<String> names = new LinkedHashSet<>(blueprint.accepts().settings());
    settings().stream().filter(Setting::ofEvents).map(Setting::name).forEach(names::add);
    return names;
  }

  /** The platform's field for an event's id, and how long it remembers; may be empty. */
  public String dedup() {
    return blueprint.dedup();
  }

  /** How an answer to several events is understood. */
  public String partialFailure() {
    if (blueprint.answers().tellsEach()) {
      return "each event by itself";
    }
    return blueprint.answers().halves() ? "refused whole, halved" : "whole";
  }

  /** The text of its README.md; empty when it has none. */
  public String readme() {
    return readme;
  }

  /** Its examples, by file name; none where the catalogue was read without them. */
  public List<Example> examples() {
    return examples;
  }

  /**
   * A destination of these settings.
   *
   * @param settings the connection's settings; empty when it gives none
   * @param endpoint scheme, host and port instead of the platform's
   * @param connection where the connection stands, for what is missing
   * @return empty after an error was added to the problems
   */
  public Optional<Destination> connect(
      Optional<Mapping> settings,
      Optional<String> endpoint,
      Secrets secrets,
      Place connection,
      Problems problems) {
    Optional<Settings> read =
        SettingsReader.read(blueprint, settings, secrets, connection, problems);
    Optional<String> base = base(endpoint, connection, problems);
    if (read.isEmpty() || base.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode values = read.get().values();
    Problems own = new Problems();
    Answers answers =
        blueprint
            .answers()
            .bound(
                values,
                (name, wrong) ->
                    own.error(
                        "wrong-value", place(settings, name, connection), name + ": " + wrong));
    Adapters.Kind kind = blueprint.adapter();
    Optional<Adapter> adapter =
        kind == null ? Optional.of(Adapter.NONE) : kind.bind(values, connection, own);
    problems.addAll(own.sorted());
    return own.hasErrors()
        ? Optional.empty()
        : adapter.map(bound ->
            new BoundDestination(
                blueprint, definition(values), read.get(), answers, bound, base.get()));
  }

  private static Place place(Optional<Mapping> settings, String name, Place otherwise) {
    return settings.flatMap(each -> each.get(name)).map(YamlNode::place).orElse(otherwise);
  }

  /** In a test mode events go one by one: platforms show them so, and a fault names its event. */
  private Definition definition(ObjectNode values) {
    Presence test = blueprint.testMode();
    boolean testMode = test != null && test.all(new Evaluation(new SettingFacts(values)));
    Definition known = definition();
    return new Definition(
        known.name(),
        known.title(),
        known.docs(),
        known.version(),
        known.needs(),
        known.restrictedMode(),
        known.gatedParts(),
        known.rawFields(),
        known.corrects(),
        testMode,
        testMode ? known.limits().single() : known.limits());
  }

  private static Optional<String> base(
      Optional<String> endpoint, Place connection, Problems problems) {
    if (endpoint.isEmpty()) {
      return Optional.of("");
    }
    try {
      URI uri = new URI(endpoint.get());
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && (path.isEmpty() || path.equals("/"))) {
        return Optional.of(uri.getScheme() + "://" + uri.getRawAuthority());
      }
    } catch (URISyntaxException e) {
      // said below, like every other address that is none
    }
    problems.error(
        "wrong-url",
        connection,
        "the endpoint is no scheme, host and port such as https://host:8443");
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name();
  }
}
