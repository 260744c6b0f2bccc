package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Expression;
import io.tagyard.destination.expression.Grammar;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.Values;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Member;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events a destination takes, and its words for them: tables, of which the first wins. */
public record Accepts(boolean everything, List<Table> tables) {
  /** Event names to words. */
  sealed interface Table {}

  /** Written in the definition. */
  record Written(Map<String, Shape> words) implements Table {}

  /** A setting of the connection. */
  record Setting(Expression table) implements Table {}

  /** Whether settings name events besides. */
  public boolean asksSettings() {
    return tables.stream().anyMatch(Setting.class::isInstance);
  }

  /** The platform's word for the event of this name; empty when it takes no such event. */
  public Optional<String> word(String event, Evaluation evaluation) {
    for (Table table : tables) {
      JsonNode word =
          switch (table) {
            case Written(var words) -> written(words.get(event), evaluation);
            case Setting(var setting) -> ofSetting(setting, event, evaluation);
          };
      if (word != null && !word.isNull() && !word.isContainerNode()) {
        return Optional.of(Values.text(word));
      }
    }
    return everything ? Optional.of(event) : Optional.empty();
  }

  private static @Nullable JsonNode written(@Nullable Shape word, Evaluation evaluation) {
    return word == null ? null : word.evaluate(evaluation);
  }

  private static @Nullable JsonNode ofSetting(
      Expression setting, String event, Evaluation evaluation) {
    JsonNode table = setting.evaluate(evaluation);
    return table == null ? null : table.get(event);
  }

  /** The settings that name events, in order. */
  public Set<String> settings() {
    Set<String> names = new LinkedHashSet<>();
    for (Table table : tables) {
      if (table instanceof Setting(var setting)) {
        names.add(setting.path().rest());
      }
    }
    return names;
  }

  /** The events that are named in the definition itself. */
  public Set<String> named() {
    Set<String> names = new LinkedHashSet<>();
    for (Table table : tables) {
      if (table instanceof Written(var words)) {
        names.addAll(words.keySet());
      }
    }
    return names;
  }

  static Accepts read(YamlNode node, Grammar grammar, Problems problems) {
    if (node instanceof Scalar scalar && scalar.text().equals("*")) {
      return new Accepts(true, List.of());
    }
    List<YamlNode> entries =
        node instanceof Listing listing ? listing.items() : List.<YamlNode>of(node);
    List<Table> tables = new ArrayList<>();
    boolean everything = false;
    for (YamlNode entry : entries) {
      switch (entry) {
        case Mapping mapping -> tables.add(written(mapping, grammar));
        case Scalar scalar when scalar.text().equals("*") -> everything = true;
        case Scalar scalar -> grammar.expression(scalar).ifPresent(e -> tables.add(new Setting(e)));
        case Listing listing ->
            problems.error(
                "wrong-type",
                listing.place(),
                "found a list (expected: a table, settings.<name> or \"*\")");
      }
    }
    return new Accepts(everything, List.copyOf(tables));
  }

  private static Table written(Mapping mapping, Grammar grammar) {
    Map<String, Shape> words = new LinkedHashMap<>();
    for (Member member : mapping.members().values()) {
      grammar.shape(member.value()).ifPresent(shape -> words.put(member.key(), shape));
    }
    return new Written(words);
  }
}
