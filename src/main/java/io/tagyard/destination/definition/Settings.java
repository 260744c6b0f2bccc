package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Shape;
import java.util.Map;
import java.util.Set;

/**
 * A connection's settings, read and typed.
 *
 * @param values by name; a template that is set is {@code true}
 * @param templates compiled template settings that are values
 * @param urls compiled template settings that are addresses
 * @param secrets texts that people must not see
 * @param paths what the templates read
 */
public record Settings(
    ObjectNode values,
    Map<String, Shape> templates,
    Map<String, UrlPlan> urls,
    Set<String> secrets,
    Set<Path> paths) {
  @Override
  public String toString() {
    return "settings";
  }
}
