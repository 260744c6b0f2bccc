package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of a plan against its facts: knows the element of the list it is in, and what was
 * required and not there. For one thread.
 */
public final class Evaluation {
  private final Facts facts;
  private Element element = Element.NONE;
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
    JsonNode found =
        switch (path.root()) {
          case ITEM -> ofItem(path);
          case KEY -> element.key() == null ? null : TextNode.valueOf(element.key());
          case VALUE -> walk(element.value(), path.steps());
          case INDEX -> element.index() < 0 ? null : IntNode.valueOf(element.index() + 1);
          case INDEX0 -> element.index() < 0 ? null : IntNode.valueOf(element.index());
          default -> facts.find(path);
        };
    return found != null && found.isTextual() && Values.tellsNothing(path.last(), found.textValue())
        ? null
        : found;
  }

  private @Nullable JsonNode ofItem(Path path) {
    JsonNode item = element.item();
    return item == null ? null : Items.find(item, element.itemIndex(), path.steps(), facts);
  }

  /** Counts from 0 within the innermost {@code each}. */
  int index() {
    return element.index();
  }

  /**
   * Runs this with each element of a list, or each member of a map, at its names.
   *
   * @param alone whether names of an {@code each} around it are not seen through the others
   */
  void each(JsonNode elements, boolean alone, Runnable one) {
    Element outer = element;
    int at = 0;
    try {
      if (elements.isObject()) {
        for (Map.Entry<String, JsonNode> member : elements.properties()) {
          if (!member.getValue().isNull()) {
            element = outer.member(member.getKey(), member.getValue(), at++, alone);
            one.run();
          }
        }
      } else {
        for (; at < elements.size(); at++) {
          element = outer.item(elements.get(at), at, alone);
          one.run();
        }
      }
    } finally {
      element = outer;
    }
  }

  /** Where an evaluation stands; the index counts from 0, and below it there is none. */
  private record Element(
      @Nullable JsonNode item,
      int itemIndex,
      @Nullable String key,
      @Nullable JsonNode value,
      int index) {
    private static final Element NONE = new Element(null, -1, null, null, -1);

    private Element item(JsonNode of, int at, boolean alone) {
      return new Element(of, at, alone ? null : key, alone ? null : value, at);
    }

    private Element member(String name, JsonNode of, int at, boolean alone) {
      return new Element(alone ? null : item, itemIndex, name, of, at);
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
