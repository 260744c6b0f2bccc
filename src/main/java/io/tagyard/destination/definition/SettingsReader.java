package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.expression.Encoding;
import io.tagyard.destination.expression.Grammar;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.Vocabulary;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Member;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Binds a connection's settings to what a definition declares. */
public final class SettingsReader {
  private final Blueprint blueprint;
  private final Vocabulary vocabulary;
  private final Secrets secrets;
  private final Problems problems;
  private final Set<String> hidden = new LinkedHashSet<>();
  private final Set<Path> paths = new LinkedHashSet<>();
  private final ObjectNode values = JsonNodeFactory.instance.objectNode();
  private final Map<String, Shape> templates = new LinkedHashMap<>();
  private final Map<String, UrlPlan> urls = new LinkedHashMap<>();

  private SettingsReader(Blueprint blueprint, Secrets secrets, Problems problems) {
    this.blueprint = blueprint;
    this.vocabulary = blueprint.vocabulary().of(Root.OF_A_REQUEST).with(secrets);
    this.secrets = secrets;
    this.problems = problems;
  }

  /** The settings; empty when any of them is wrong or missing. */
  public static Optional<Settings> read(
      Blueprint blueprint,
      Optional<Mapping> given,
      Secrets secrets,
      Place connection,
      Problems problems) {
    int before = errors(problems);
    SettingsReader reader = new SettingsReader(blueprint, secrets, problems);
    Map<String, Member> members = given.map(Mapping::members).orElse(Map.of());
    for (Member member : members.values()) {
      if (!blueprint.settings().containsKey(member.key())) {
        problems.error(
            "unknown-setting",
            member.keyPlace(),
            "no setting \"" + member.key() + "\" in " + blueprint.definition().name(),
            member.key(),
            blueprint.settings().keySet());
      }
    }
    for (Setting setting : blueprint.settings().values()) {
      Member member = members.get(setting.name());
      if (member != null) {
        reader.together(setting, member, members);
        reader.one(setting, member.value());
      } else if (setting.byDefault() != null) {
        reader.one(setting, setting.byDefault());
      } else if (setting.required()) {
        problems.error(
            "missing-setting",
            given.map(Mapping::place).orElse(connection),
            blueprint.definition().name() + " needs the setting \"" + setting.name() + "\"");
      }
    }
    return errors(problems) > before ? Optional.empty() : Optional.of(reader.settings());
  }

  private void together(Setting setting, Member member, Map<String, Member> given) {
    for (String other : setting.notWith()) {
      if (given.containsKey(other)) {
        problems.error(
            "settings-exclude",
            member.keyPlace(),
            "\"" + setting.name() + "\" and \"" + other + "\" exclude each other; keep one");
      }
    }
  }

  private static int errors(Problems problems) {
    return (int) problems.sorted().stream().filter(problem -> problem.isError()).count();
  }

  private Settings settings() {
    return new Settings(
        values, Map.copyOf(templates), Map.copyOf(urls), Set.copyOf(hidden), Set.copyOf(paths));
  }

  private void one(Setting setting, YamlNode node) {
    if (setting.vocabularyType().equals("template")) {
      template(setting, node);
      return;
    }
    JsonNode value = new SettingReader(secrets, problems, hidden).read(setting, node);
    if (value != null) {
      values.set(setting.name(), value);
    }
  }

  private void template(Setting setting, YamlNode node) {
    TemplateUse use = blueprint.templateUses().getOrDefault(setting.name(), TemplateUse.TEXT);
    boolean textNeeded = use != TemplateUse.JSON;
    boolean mappingNeeded =
        use == TemplateUse.FIELDS || use == TemplateUse.HEADERS || setting.type().equals("map");
    boolean text = node instanceof Scalar scalar && scalar.type() != YamlNode.ScalarType.NOTHING;
    boolean right = mappingNeeded ? node instanceof Mapping : text || !textNeeded;
    if (!right || node instanceof Scalar && !text) {
      String expected = mappingNeeded ? "a mapping of texts" : "a text with field expressions";
      problems.error(
          "wrong-type",
          node.place(),
          setting.name() + ": found " + node.kind() + " (expected: " + expected + ")");
      return;
    }
    Grammar grammar = new Grammar(vocabulary, problems);
    compile(setting.name(), use, node, grammar);
    hidden.addAll(grammar.secrets());
    paths.addAll(grammar.seen());
    values.set(setting.name(), BooleanNode.TRUE);
  }

  private void compile(String name, TemplateUse use, YamlNode node, Grammar grammar) {
    switch (use) {
      case ADDRESS -> UrlReader.read((Scalar) node, grammar).ifPresent(url -> urls.put(name, url));
      case HEADERS -> {
        HeaderNames.check(node, problems);
        grammar
            .fields(node)
            .ifPresent(shape -> {
              HeaderNames.written(shape, node, problems);
              templates.put(name, shape);
            });
      }
      case FIELDS -> grammar.fields(node).ifPresent(shape -> templates.put(name, shape));
      case JSON ->
          (node instanceof Scalar scalar ? grammar.jsonText(scalar) : grammar.shape(node))
              .ifPresent(shape -> templates.put(name, shape));
      case TEXT ->
          (node instanceof Scalar scalar
                  ? grammar
                      .template(scalar)
                      .<Shape>map(template -> new Shape.Text(template, Encoding.NONE))
                  : grammar.shape(node))
              .ifPresent(shape -> templates.put(name, shape));
    }
  }
}
