package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Facts;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import org.jspecify.annotations.Nullable;

/** What settings alone offer to expressions: for what is decided before there is an event. */
public record SettingFacts(ObjectNode values) implements Facts {
  @Override
  public @Nullable JsonNode find(Path path) {
    return path.root() == Root.SETTINGS ? Evaluation.walk(values, path.steps()) : null;
  }

  @Override
  public @Nullable String currency(Root root) {
    return null;
  }

  @Override
  public @Nullable Shape template(String setting) {
    return null;
  }

  @Override
  public String toString() {
    return "settings";
  }
}
