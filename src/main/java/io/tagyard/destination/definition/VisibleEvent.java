package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.destination.expression.Path;
import io.tagyard.event.Flags;
import io.tagyard.event.OpenEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An event as one destination may read it: raw values at their places where they are allowed,
 * places of the others gone, and what that empties gone too.
 */
final class VisibleEvent {
  private final OpenEvent event;
  private final Set<String> rawFields;
  private final boolean contactOpen;
  private @Nullable JsonNode whole;

  VisibleEvent(OpenEvent event, Set<String> rawFields, boolean contactOpen) {
    this.event = event;
    this.rawFields = rawFields;
    this.contactOpen = contactOpen;
  }

  /** What stands at this path; null when nothing does or it may not be seen. */
  @Nullable JsonNode at(Path path) {
    JsonNode node = event.safe().body().get(path.root().word());
    List<String> steps = path.steps();
    for (int i = 0; i < steps.size() && node != null; i++) {
      node = step(node, steps.get(i));
    }
    if (node == null || node.isNull()) {
      return steps.isEmpty() ? null : raw(path.text());
    }
    return node.isContainerNode() ? cleaned(node, path.text()) : node;
  }

  private static @Nullable JsonNode step(JsonNode node, String step) {
    return node.isArray()
        ? step.chars().allMatch(Character::isDigit) ? node.get(Integer.parseInt(step)) : null
        : node.get(step);
  }

  /** The members that were sent and kept, in their order, and the source. */
  JsonNode whole(Predicate<String> open) {
    JsonNode known = whole;
    if (known == null) {
      ObjectNode made = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> member : event.safe().body().properties()) {
        JsonNode value =
            open.test(member.getKey()) ? seen(member.getValue(), member.getKey()) : null;
        if (value != null) {
          made.set(member.getKey(), value);
        }
      }
      if (event.safe().is(Flags.TIME_AHEAD) && made.has("time")) {
        made.put("time", event.safe().time().toString());
      }
      made.set("source", TextNode.valueOf(event.safe().source()));
      known = made;
      whole = known;
    }
    return known;
  }

  private @Nullable JsonNode seen(JsonNode node, String path) {
    if (node.isNull()) {
      return raw(path);
    }
    return node.isObject() ? cleaned(node, path) : node;
  }

  private @Nullable JsonNode cleaned(JsonNode node, String path) {
    if (!hasGaps(node)) {
      return node;
    }
    ObjectNode made = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      JsonNode value = seen(member.getValue(), path + "." + member.getKey());
      if (value != null) {
        made.set(member.getKey(), value);
      }
    }
    return made.isEmpty() && !node.isEmpty() ? null : made;
  }

  /** Whether something in it is sealed; where nothing is, it need not be copied. */
  private static boolean hasGaps(JsonNode node) {
    if (!node.isObject()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (member.getValue().isNull() || hasGaps(member.getValue())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable JsonNode raw(String path) {
    JsonNode value = event.opened().get(path);
    return value == null || value.isNull() || !allowed(path) ? null : value;
  }

  private boolean allowed(String path) {
    Optional<String> field = RawFields.at(path);
    return field.isEmpty()
        || contactOpen && (rawFields.contains(RawFields.ALL) || rawFields.contains(field.get()));
  }
}
