package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words to values: a table of the definition, or a setting that is one. */
public sealed interface Table {
  /** What this word stands for; null when it is not in the table. */
  @Nullable JsonNode get(String word, Evaluation evaluation);

  /** Written in the definition. */
  record Fixed(Map<String, JsonNode> entries) implements Table {
    @Override
    public @Nullable JsonNode get(String word, Evaluation evaluation) {
      return entries.get(word);
    }
  }

  /** A setting of the connection. */
  record OfSetting(Path path) implements Table {
    @Override
    public @Nullable JsonNode get(String word, Evaluation evaluation) {
      JsonNode table = value(evaluation);
      JsonNode found = table == null ? null : table.get(word);
      return found == null || found.isNull() ? null : found;
    }

    /** The setting itself; null when it is absent. */
    @Nullable JsonNode value(Evaluation evaluation) {
      return evaluation.find(path);
    }
  }
}
