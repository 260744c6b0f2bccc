package io.tagyard.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.tagyard.destination.Outbound;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.diagnostic.Secrets.Resolved;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.event.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A request beside what a test expects of it. Only what is expected is looked at; numbers are equal
 * by value; an expected {@code null} means absent.
 */
final class RequestComparison {
  private final Outbound request;
  private final Secrets secrets;
  private final UnaryOperator<String> mask;
  private final List<Difference> differences = new ArrayList<>();

  /** One thing that is not as expected. */
  record Difference(Place place, String sentence) {}

  RequestComparison(Outbound request, Secrets secrets, UnaryOperator<String> mask) {
    this.request = request;
    this.secrets = secrets;
    this.mask = mask;
  }

  List<Difference> differences(Mapping expected) {
    expected
        .members()
        .forEach((part, member) -> {
          switch (part) {
            case "method" -> text("method", member.value(), request.method());
            case "url" -> text("url", member.value(), request.uri().toString());
            case "text" -> text("text", member.value(), body());
            case "headers" -> texts("header", member.value(), headers(), true);
            case "query" ->
                texts("query", member.value(), pairs(request.uri().getRawQuery()), false);
            case "form" -> texts("form", member.value(), pairs(body()), false);
            case "body" -> json(member.value());
            default -> {} // the form of a request has told about it
          }
        });
    return List.copyOf(differences);
  }

  private String body() {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .headers()
        .forEach(header ->
            headers.put(header.name().toLowerCase(java.util.Locale.ROOT), header.value()));
    return headers;
  }

  private static Map<String, String> pairs(@org.jspecify.annotations.Nullable String encoded) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair :
        encoded == null || encoded.isEmpty() ? new String[0] : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      pairs.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return pairs;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private void texts(String what, YamlNode expected, Map<String, String> actual, boolean anyCase) {
    if (!(expected instanceof Mapping mapping)) {
      differ(expected.place(), "found " + expected.kind() + " (expected: a mapping)");
      return;
    }
    mapping
        .members()
        .forEach((name, member) -> {
          String key = anyCase ? name.toLowerCase(java.util.Locale.ROOT) : name;
          text(what + " " + name, member.value(), actual.get(key));
        });
  }

  private void text(
      String what, YamlNode expected, @org.jspecify.annotations.Nullable String actual) {
    Optional<String> wanted = wanted(expected);
    if (!wanted.equals(Optional.ofNullable(actual))) {
      differ(
          expected.place(),
          "%s is %s (expected: %s)"
              .formatted(what, shown(Optional.ofNullable(actual)), shown(wanted)));
    }
  }

  private Optional<String> wanted(YamlNode expected) {
    JsonNode value = YamlJson.of(expected);
    if (value.isNull()) {
      return Optional.empty();
    }
    return expected instanceof Scalar scalar
        ? secrets.resolve(scalar, new Problems()).map(Resolved::text)
        : Optional.of(value.toString());
  }

  private String shown(Optional<String> value) {
    return value.map(text -> "\"" + mask.apply(text) + "\"").orElse("absent");
  }

  private void json(YamlNode expected) {
    JsonNode actual;
    try {
      actual = Json.read(request.body());
    } catch (JsonProcessingException e) {
      differ(expected.place(), "the body is not JSON");
      return;
    }
    if (!(expected instanceof Mapping mapping)) {
      json("body", expected, actual);
      return;
    }
    mapping
        .members()
        .forEach((path, member) -> json("body " + path, member.value(), at(actual, path)));
  }

  private void json(String what, YamlNode expected, JsonNode actual) {
    JsonNode wanted = YamlJson.of(expected);
    boolean same = actual.isMissingNode() ? wanted.isNull() : SameJson.same(wanted, actual);
    if (!same) {
      differ(
          expected.place(),
          "%s is %s (expected: %s)".formatted(what, shown(actual), shown(wanted)));
    }
  }

  private String shown(JsonNode value) {
    return value.isMissingNode() || value instanceof NullNode
        ? "absent"
        : mask.apply(value.toString());
  }

  /** The value at a path such as {@code data[0].custom_data.value}. */
  static JsonNode at(JsonNode root, String path) {
    JsonNode node = root;
    for (String step : path.replace("[", ".[").split("\\.")) {
      if (step.startsWith("[") && step.endsWith("]")) {
        String index = step.substring(1, step.length() - 1);
        node =
            index.matches("\\d{1,6}")
                ? node.path(Integer.parseInt(index))
                : MissingNode.getInstance();
      } else if (!step.isEmpty()) {
        node = node.path(step);
      }
    }
    return node;
  }

  private void differ(Place place, String sentence) {
    differences.add(new Difference(place, sentence));
  }
}
