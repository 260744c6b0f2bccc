package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Overlay;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Grammar;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A route target's {@code map}: values laid over what the definition says; an absent one changes
 * nothing.
 *
 * @param paths what it reads
 * @param mayRaw retained fields the definition may send
 */
public record CompiledOverlay(List<Entry> entries, Set<Path> paths, Set<String> mayRaw)
    implements Overlay {
  private static final List<String> TARGETS = List.of("query", "headers", "form", "body");

  /** One value and where it goes; {@code steps} lead into the event's element for a body. */
  record Entry(String target, List<String> steps, Shape value) {}

  @Override
  public Set<String> digestVariants() {
    return Reads.digestVariants(paths);
  }

  @Override
  public Set<String> rawFields() {
    return Reads.rawFields(paths, mayRaw);
  }

  /** The compiled map; empty after a problem was added. */
  public static Optional<CompiledOverlay> read(
      Mapping map, Blueprint blueprint, ObjectNode settings, Problems problems) {
    int before = problems.count();
    Grammar grammar = new Grammar(blueprint.vocabulary().of(Root.OF_A_REQUEST), problems);
    List<RequestPlan> possible = RequestPlan.possible(blueprint.requests(), settings);
    List<Entry> entries = new ArrayList<>();
    for (Member member : map.members().values()) {
      Entry entry = entry(member, blueprint, possible, grammar, problems);
      if (entry != null) {
        entries.add(entry);
      }
    }
    return problems.count() > before
        ? Optional.empty()
        : Optional.of(
            new CompiledOverlay(
                List.copyOf(entries), grammar.seen(), blueprint.definition().rawFields()));
  }

  private static @Nullable Entry entry(
      Member member,
      Blueprint blueprint,
      List<RequestPlan> possible,
      Grammar grammar,
      Problems problems) {
    String key = member.key();
    int dot = key.indexOf('.');
    String target = dot < 0 ? key : key.substring(0, dot);
    if (!TARGETS.contains(target) || dot < 0 || dot == key.length() - 1) {
      problems.error(
          "wrong-map-key",
          member.keyPlace(),
          "\"" + key + "\" (expected: query.<name>, headers.<name>, form.<name> or body.<path>)",
          target,
          TARGETS);
      return null;
    }
    String name = key.substring(dot + 1);
    List<String> steps =
        target.equals("body")
            ? Arrays.asList(name.replace("[", ".").replace("]", "").split("\\."))
            : List.of(name);
    if (steps.isEmpty()) {
      problems.error("wrong-map-key", member.keyPlace(), "\"" + key + "\" (expected: body.<path>)");
      return null;
    }
    if (!fits(target, possible)) {
      problems.error(
          "wrong-map-key",
          member.keyPlace(),
          "no request of "
              + blueprint.definition().name()
              + " has a "
              + target
              + " with these settings");
      return null;
    }
    if (target.equals("headers") && !HeaderNames.right(name, member.keyPlace(), problems)) {
      return null;
    }
    return grammar.shape(member.value()).map(shape -> new Entry(target, steps, shape)).orElse(null);
  }

  private static boolean fits(String target, List<RequestPlan> possible) {
    return switch (target) {
      case "body" -> possible.stream().anyMatch(plan -> plan.payload() instanceof Payload.Json);
      case "form" -> possible.stream().anyMatch(plan -> plan.payload() instanceof Payload.Form);
      default -> true;
    };
  }

  /** The values for a target that has names. */
  ObjectNode named(String target, Evaluation evaluation) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (Entry entry : entries) {
      JsonNode value = entry.target().equals(target) ? entry.value().evaluate(evaluation) : null;
      if (value != null) {
        values.set(entry.steps().getFirst(), value);
      }
    }
    return values;
  }

  /** The element with the values for it. */
  JsonNode over(JsonNode element, Evaluation evaluation) {
    JsonNode whole = element;
    for (Entry entry : entries) {
      JsonNode value =
          entry.target().equals("body") && element.isObject()
              ? entry.value().evaluate(evaluation)
              : null;
      if (value != null) {
        whole = with(whole, entry.steps(), value);
      }
    }
    return whole;
  }

  /** A copy, as parts of what is sent are the event's own, which others send too. */
  private static JsonNode with(JsonNode whole, List<String> steps, JsonNode value) {
    if (steps.isEmpty()) {
      return value;
    }
    String step = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    if (!(whole instanceof ArrayNode list)) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      if (whole instanceof ObjectNode known) {
        object.setAll(known);
      }
      return object.set(step, with(object.path(step), rest, value));
    }
    int index = number(step);
    if (index >= list.size()) {
      return list;
    }
    ArrayNode copy = JsonNodeFactory.instance.arrayNode(list.size()).addAll(list);
    copy.set(index, with(list.get(index), rest, value));
    return copy;
  }

  private static int number(String step) {
    return step.length() < 6 && step.chars().allMatch(Character::isDigit)
        ? Integer.parseInt(step)
        : Integer.MAX_VALUE;
  }
}
