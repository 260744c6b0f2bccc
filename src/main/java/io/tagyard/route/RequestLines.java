package io.tagyard.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Outbound;
import io.tagyard.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request, or any JSON, as lines of a path and a value, so that two can be told apart line by
 * line.
 */
record RequestLines(Map<String, String> lines) {
  static RequestLines of(Outbound request) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("method", request.method());
    lines.put("url", request.uri().toString());
    request
        .headers()
        .forEach(header ->
            lines.put("header " + header.name().toLowerCase(Locale.ROOT), header.value()));
    body(new String(request.body(), StandardCharsets.UTF_8), lines);
    return new RequestLines(lines);
  }

  /** What an example shows: {@code method}, {@code url}, {@code headers}, a body of some kind. */
  static RequestLines of(ObjectNode sends) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("method", sends.path("method").asText());
    lines.put("url", sends.path("url").asText());
    sends
        .path("headers")
        .properties()
        .forEach(header ->
            lines.put(
                "header " + header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
    if (sends.has("body")) {
      flatten("body", sends.get("body"), lines);
    } else {
      body(sends.path(sends.has("form") ? "form" : "text").asText(""), lines);
    }
    return new RequestLines(lines);
  }

  /** What people see of a request: its body is a text. */
  static RequestLines ofView(ObjectNode view) {
    ObjectNode sends = view.deepCopy();
    String body = sends.path("body").asText("");
    sends.remove("body");
    return of(body.isEmpty() ? sends : sends.put("text", body));
  }

  static RequestLines ofJson(JsonNode value) {
    Map<String, String> lines = new LinkedHashMap<>();
    flatten("", value, lines);
    return new RequestLines(lines);
  }

  /** One line that differs; {@code null} is absent. */
  record Change(String path, @Nullable String before, @Nullable String after) {
    @Override
    public String toString() {
      return path + ": " + shown(before) + " -> " + shown(after);
    }

    private static String shown(@Nullable String value) {
      return value == null ? "absent" : value;
    }
  }

  /** What differs, in the order of the lines. */
  List<Change> differences(RequestLines after) {
    Set<String> paths = new LinkedHashSet<>(lines.keySet());
    paths.addAll(after.lines.keySet());
    return paths.stream()
        .map(path -> new Change(path, lines.get(path), after.lines.get(path)))
        .filter(change -> !Objects.equals(change.before(), change.after()))
        .toList();
  }

  private static void body(String text, Map<String, String> lines) {
    if (text.isEmpty()) {
      return;
    }
    try {
      JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8));
      if (json.isContainerNode()) {
        flatten("body", json, lines);
        return;
      }
    } catch (JsonProcessingException e) {
      // a form or a text: shown as it is
    }
    lines.put("body", text);
  }

  private static void flatten(String path, JsonNode value, Map<String, String> lines) {
    if (value.isObject() && !value.isEmpty()) {
      value
          .properties()
          .forEach(member -> flatten(joined(path, member.getKey()), member.getValue(), lines));
    } else if (value.isArray() && !value.isEmpty()) {
      for (int i = 0; i < value.size(); i++) {
        flatten(path + "[" + i + "]", value.get(i), lines);
      }
    } else {
      lines.put(path, shown(value));
    }
  }

  private static String joined(String path, String key) {
    String between = path.equals("body") ? " " : ".";
    return path.isEmpty() ? key : path + between + key;
  }

  private static String shown(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.toString();
  }
}
