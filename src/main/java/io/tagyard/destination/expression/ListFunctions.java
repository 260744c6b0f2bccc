package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.destination.expression.Signature.Takes;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of lists. */
final class ListFunctions {
  private ListFunctions() {}

  static List<Signature> all() {
    return List.of(
        new Signature(
            "first",
            List.of(Takes.LENGTH),
            0,
            (arguments, table) ->
                arguments.isEmpty()
                    ? Step.ofPresent((value, e, from) -> value.isArray() ? value.get(0) : value)
                    : first(arguments.getFirst().value().intValue())),
        Signature.of(
            "count",
            Step.ofPresent(
                (value, e, from) -> IntNode.valueOf(value.isContainerNode() ? value.size() : 1))),
        new Signature(
            "sum",
            List.of(Takes.MEMBER),
            1,
            (arguments, table) -> {
              List<String> member = List.of(arguments.getFirst().text().split("\\."));
              return Step.ofPresent(
                  (value, e, from) -> Functions.number(sum(value, member, e.facts())));
            }),
        new Signature(
            "join",
            List.of(Takes.TEXT, Takes.MEMBER),
            1,
            (arguments, table) -> {
              String separator = arguments.getFirst().text();
              List<String> member =
                  arguments.size() < 2 ? List.of() : List.of(arguments.get(1).text().split("\\."));
              return Step.ofPresent(
                  (value, e, from) -> joined(value, separator, member, e.facts()));
            }));
  }

  private static Step first(int most) {
    return Step.ofPresent((value, e, from) -> {
      if (!value.isArray() || value.size() <= most) {
        return value;
      }
      ArrayNode list = JsonNodeFactory.instance.arrayNode(most);
      for (int i = 0; i < most; i++) {
        list.add(value.get(i));
      }
      return list;
    });
  }

  private static @Nullable BigDecimal sum(JsonNode list, List<String> member, Facts facts) {
    BigDecimal sum = null;
    int index = 0;
    for (JsonNode element : list) {
      BigDecimal number = Values.number(Items.find(element, index++, member, facts));
      sum = number == null ? sum : sum == null ? number : sum.add(number);
    }
    return sum;
  }

  private static @Nullable JsonNode joined(
      JsonNode list, String separator, List<String> member, Facts facts) {
    if (!list.isArray()) {
      String line = Values.line(list);
      return line == null ? null : TextNode.valueOf(line);
    }
    StringBuilder text = new StringBuilder();
    int index = 0;
    for (JsonNode element : list) {
      JsonNode value = member.isEmpty() ? element : Items.find(element, index, member, facts);
      text.append(index++ > 0 ? separator : "");
      String shown = value == null ? null : Values.line(value);
      if (shown != null) {
        text.append(separator.isEmpty() ? shown : shown.replace(separator, " "));
      }
    }
    return index > 0 ? TextNode.valueOf(text.toString()) : null;
  }
}
