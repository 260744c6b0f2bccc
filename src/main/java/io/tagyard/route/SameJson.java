package io.tagyard.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Whether two JSON values say the same: numbers by value, members in any order. */
final class SameJson {
  private SameJson() {}

  static boolean same(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue()) == 0;
    }
    if (left.isObject() && right.isObject()) {
      return left.size() == right.size()
          && left.properties().stream().allMatch(member -> sameMember(member, right));
    }
    if (left.isArray() && right.isArray()) {
      boolean same = left.size() == right.size();
      for (int i = 0; same && i < left.size(); i++) {
        same = same(left.get(i), right.get(i));
      }
      return same;
    }
    return left.equals(right);
  }

  private static boolean sameMember(Map.Entry<String, JsonNode> member, JsonNode other) {
    return other.has(member.getKey()) && same(member.getValue(), other.get(member.getKey()));
  }
}
