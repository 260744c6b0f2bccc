package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.event.DigestNode;
import io.tagyard.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may stand at a value's place, compiled. Evaluates to null when it is absent. */
public sealed interface Shape {
  /** The value; null = absent. */
  @Nullable JsonNode evaluate(Evaluation evaluation);

  /** Written as it is; an empty list or mapping that is written stays. */
  record Constant(JsonNode value) implements Shape {
    @Override
    public JsonNode evaluate(Evaluation evaluation) {
      return value;
    }
  }

  /** One expression, which keeps its type. */
  record One(Expression expression) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      return expression.evaluate(evaluation);
    }
  }

  /** A text with expressions, encoded for where it stands. */
  record Text(Template template, Encoding encoding) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      String text = template.text(evaluation, encoding);
      return text == null ? null : TextNode.valueOf(text);
    }
  }

  /** A text that is a JSON document: within its strings values are escaped, elsewhere written. */
  record JsonText(List<Template.Part> parts, List<Boolean> inString) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      return JsonTexts.evaluate(this, evaluation);
    }
  }

  /**
   * A whole {@code template} setting.
   *
   * @param required whether the event is not sent without it
   */
  record OfTemplate(String setting, boolean required) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      Shape bound = evaluation.facts().template(setting);
      JsonNode value = bound == null ? null : bound.evaluate(evaluation);
      if (value == null && required) {
        evaluation.missed("settings." + setting);
      }
      return value;
    }
  }

  /** A member of a mapping; one without a key gives its members to the mapping around it. */
  record Member(@Nullable String key, Shape value) {}

  /** A mapping; what is absent is left out, and nothing left is absent. */
  record Mapped(List<Member> members, Set<String> onlyWith) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      ObjectNode object =
          new ObjectNode(JsonNodeFactory.instance, LinkedHashMap.newLinkedHashMap(members.size()));
      for (int i = 0; i < members.size(); i++) { // an iterator for each mapping shows in profiles
        Member member = members.get(i);
        JsonNode value = member.value().evaluate(evaluation);
        if (value == null) {
          continue;
        }
        if (member.key() == null) {
          value.properties().forEach(each -> object.set(each.getKey(), each.getValue()));
        } else {
          object.set(member.key(), value);
        }
      }
      return object.isEmpty() || !whole(object) ? null : object;
    }

    private boolean whole(ObjectNode object) {
      for (String member : onlyWith) {
        if (!object.has(member)) {
          return false;
        }
      }
      return true;
    }
  }

  /** A list; what is absent is left out, and nothing left is absent. */
  record Listed(List<Shape> items) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      ArrayNode list = null;
      for (int i = 0; i < items.size(); i++) {
        JsonNode value = items.get(i).evaluate(evaluation);
        if (value != null && !told(value, list)) {
          list = list == null ? JsonNodeFactory.instance.arrayNode(items.size()) : list;
          list.add(value);
        }
      }
      return list;
    }

    /** Two forms of an identifier may have one digest, which then stands once. */
    private static boolean told(JsonNode value, @Nullable ArrayNode list) {
      if (list == null || !(value instanceof DigestNode)) {
        return false;
      }
      for (JsonNode before : list) {
        if (before.equals(value)) {
          return true;
        }
      }
      return false;
    }
  }

  /** One element for each element of a list or member of a map. */
  record Each(Elements list, Shape as) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      ArrayNode made = JsonNodeFactory.instance.arrayNode();
      list.each(
          evaluation,
          () -> {
            JsonNode value = as.evaluate(evaluation);
            if (value != null) {
              made.add(value);
            }
          });
      return made.isEmpty() ? null : made;
    }
  }

  /**
   * One text of all elements of a list; in it, an absent part is empty.
   *
   * @param last one element more when it is present; null without
   */
  record Joined(
      Elements list, Template as, String separator, @Nullable Shape last, Encoding encoding)
      implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      StringBuilder text = new StringBuilder();
      boolean any =
          list.each(
              evaluation,
              () ->
                  text.append(evaluation.index() == 0 ? "" : separator)
                      .append(as.filled(evaluation, separator, encoding)));
      if (!any) {
        return null;
      }
      JsonNode end = last == null ? null : last.evaluate(evaluation);
      if (end != null) {
        text.append(separator).append(Values.text(end));
      }
      return TextNode.valueOf(text.toString());
    }
  }

  /** A text in which absent parts are empty. */
  record Filled(Template template, String separator, Encoding encoding) implements Shape {
    @Override
    public JsonNode evaluate(Evaluation evaluation) {
      return TextNode.valueOf(template.filled(evaluation, separator, encoding));
    }
  }

  /** What is written as a segment of a path, or as one segment for each element of a list. */
  record Encoded(Shape value) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      JsonNode found = value.evaluate(evaluation);
      if (found == null || !found.isArray()) {
        return found == null ? null : segment(found);
      }
      ArrayNode segments = JsonNodeFactory.instance.arrayNode(found.size());
      found.forEach(each -> segments.add(segment(each)));
      return segments;
    }

    private static JsonNode segment(JsonNode value) {
      return TextNode.valueOf(Encoding.PERCENT.of(Values.text(value)));
    }
  }

  /** Members for each element of a list, put into the mapping around it. */
  record Keyed(Elements list, List<Pair> members) implements Shape {
    /** A member whose name and value may both have expressions. */
    record Pair(Template key, Shape value) {}

    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      ObjectNode made = JsonNodeFactory.instance.objectNode();
      list.each(
          evaluation,
          () -> {
            for (Pair pair : members) {
              JsonNode value = pair.value().evaluate(evaluation);
              if (value != null) {
                made.set(pair.key().filled(evaluation, "", Encoding.NONE), value);
              }
            }
          });
      return made.isEmpty() ? null : made;
    }
  }

  /** The members of a map, put into the mapping around it but for those that are named there. */
  record Spread(Shape map, Set<String> named) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      JsonNode members = map.evaluate(evaluation);
      if (members == null || !members.isObject()) {
        return null;
      }
      ObjectNode made = JsonNodeFactory.instance.objectNode();
      members.forEachEntry((name, value) -> {
        if (!value.isNull() && !named.contains(name)) {
          made.set(name, value);
        }
      });
      return made.isEmpty() ? null : made;
    }
  }

  /** A value as JSON in one text. */
  record InJson(Shape value) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      JsonNode found = value.evaluate(evaluation);
      return found == null
          ? null
          : TextNode.valueOf(new String(Json.write(found), StandardCharsets.UTF_8));
    }
  }

  /** A value, absent where it is one of these texts; of a list, the elements that are none. */
  record Except(Shape value, Set<String> texts) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      JsonNode found = value.evaluate(evaluation);
      if (found == null || !found.isArray()) {
        return found == null || counts(found) ? found : null;
      }
      ArrayNode left = JsonNodeFactory.instance.arrayNode(found.size());
      found.forEach(element -> {
        if (counts(element)) {
          left.add(element);
        }
      });
      return left.isEmpty() ? null : left;
    }

    private boolean counts(JsonNode element) {
      return element.isContainerNode() || !texts.contains(Values.text(element));
    }
  }

  /** A choice by presence: {@code if}, or {@code unless} when turned round. */
  record Chosen(Presence when, boolean unless, Shape then, @Nullable Shape otherwise)
      implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      boolean holds = unless ? when.none(evaluation) : when.all(evaluation);
      Shape chosen = holds ? then : otherwise;
      return chosen == null ? null : chosen.evaluate(evaluation);
    }
  }

  /** The first that is present. */
  record First(List<Shape> candidates) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      for (int i = 0; i < candidates.size(); i++) {
        JsonNode value = candidates.get(i).evaluate(evaluation);
        if (value != null) {
          return value;
        }
      }
      return null;
    }
  }

  /** One element for each event of a request; what stands for it until the events are together. */
  record EachOfBatch(Shape as, @Nullable String separator) implements Shape {
    @Override
    public @Nullable JsonNode evaluate(Evaluation evaluation) {
      JsonNode elements = evaluation.batch();
      if (elements == null || separator == null) {
        return elements;
      }
      StringBuilder text = new StringBuilder();
      for (JsonNode element : elements) {
        text.append(text.isEmpty() ? "" : separator).append(Values.text(element));
      }
      return TextNode.valueOf(text.toString());
    }
  }
}
