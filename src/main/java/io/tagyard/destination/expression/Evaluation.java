package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of a plan against its facts: knows the element of the list it is in, and what was
 * required and not there. For one thread.
 */
public final class Evaluation {
  private final Facts facts;
  private @Nullable JsonNode item;
  private int index;
  private @Nullable String missing;
  private @Nullable JsonNode batch;

  /** A fresh evaluation. */
  public Evaluation(Facts facts) {
    this.facts = facts;
  }

  /** The facts. */
  public Facts facts() {
    return facts;
  }

  /** What was required and absent first; null when nothing was. */
  public @Nullable String missing() {
    return missing;
  }

  /** Notes that a required value is absent; the first one is told. */
  public void missed(String path) {
    if (missing == null) {
      missing = path;
    }
  }

  /** Puts the elements of a request in. */
  public void batch(JsonNode elements) {
    batch = elements;
  }

  /** The elements of a request; null while they are not together. */
  @Nullable JsonNode batch() {
    return batch;
  }

  /** The value at this path. */
  @Nullable JsonNode find(Path path) {
    return switch (path.root()) {
      case ITEM -> item == null ? null : Items.find(item, index, path.steps(), facts);
      case INDEX -> item == null ? null : IntNode.valueOf(index + 1);
      case INDEX0 -> item == null ? null : IntNode.valueOf(index);
      default -> facts.find(path);
    };
  }

  /** Evaluates with this element of a list as {@code item}. */
  @Nullable JsonNode within(JsonNode element, int at, Shape shape) {
    JsonNode outerItem = item;
    int outerIndex = index;
    item = element;
    index = at;
    try {
      return shape.evaluate(this);
    } finally {
      item = outerItem;
      index = outerIndex;
    }
  }

  /** Walks down from a node; a JSON null is absent. */
  public static @Nullable JsonNode walk(@Nullable JsonNode from, List<String> steps) {
    JsonNode node = from;
    for (int i = 0; i < steps.size() && node != null; i++) {
      String step = steps.get(i);
      node =
          node.isArray()
              ? step.chars().allMatch(Character::isDigit) ? node.get(Integer.parseInt(step)) : null
              : node.get(step);
    }
    return node == null || node.isNull() || node.isMissingNode() ? null : node;
  }
}
