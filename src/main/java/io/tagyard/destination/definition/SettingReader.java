package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.diagnostic.HostForm;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Member;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.diagnostic.YamlNode.ScalarType;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the value of one setting of a connection; null after a problem was added. */
final class SettingReader {
  private final Secrets secrets;
  private final Problems problems;
  private final Set<String> hidden;

  /** Adds what people must not see to {@code hidden}. */
  SettingReader(Secrets secrets, Problems problems, Set<String> hidden) {
    this.secrets = secrets;
    this.problems = problems;
    this.hidden = hidden;
  }

  @Nullable JsonNode read(Setting setting, YamlNode node) {
    return switch (setting.type()) {
      case "list" -> list(setting, node);
      case "map" -> map(setting, node);
      default -> single(setting, setting.type(), node);
    };
  }

  private @Nullable JsonNode list(Setting setting, YamlNode node) {
    if (!(node instanceof Listing listing)) {
      return wrongType(setting, node, "a list");
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (YamlNode item : listing.items()) {
      JsonNode value = element(setting, item);
      if (value != null) {
        list.add(value);
      }
    }
    return list;
  }

  private @Nullable JsonNode map(Setting setting, YamlNode node) {
    if (!(node instanceof Mapping mapping)) {
      return wrongType(setting, node, "a mapping");
    }
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, Member> entry : mapping.members().entrySet()) {
      JsonNode value = element(setting, entry.getValue().value());
      if (value != null) {
        map.set(entry.getKey(), value);
      }
    }
    return map;
  }

  private @Nullable JsonNode element(Setting setting, YamlNode node) {
    if (!setting.of().isEmpty()) {
      return single(setting, setting.of(), node);
    }
    return switch (node) {
      case Scalar scalar -> any(setting, scalar);
      case Listing ignored -> list(setting, node);
      case Mapping ignored -> map(setting, node);
    };
  }

  private @Nullable JsonNode any(Setting setting, Scalar scalar) {
    return switch (scalar.type()) {
      case NUMBER -> single(setting, "number", scalar);
      case FLAG -> single(setting, "flag", scalar);
      case TEXT -> single(setting, "text", scalar);
      case NOTHING -> wrongType(setting, scalar, "a value");
    };
  }

  private @Nullable JsonNode single(Setting setting, String type, YamlNode node) {
    if (!(node instanceof Scalar scalar) || scalar.type() == ScalarType.NOTHING) {
      return wrongType(setting, node, expected(setting, type));
    }
    Secrets.Resolved resolved = secrets.resolve(scalar, problems).orElse(null);
    if (resolved == null) {
      return null;
    }
    if (resolved.secret() || type.equals("secret")) {
      hidden.add(resolved.text());
    }
    if (type.equals("secret") && !resolved.secret()) {
      problems.warning(
          "secret-in-clear-text",
          scalar.place(),
          "the secret \""
              + setting.name()
              + "\" stands here in clear text (write ${env.NAME} or ${file.NAME})");
    }
    JsonNode value = value(setting, type, resolved.text());
    if (value == null) {
      String found = hidden.contains(resolved.text()) ? "the secret" : "\"" + scalar.text() + "\"";
      String message =
          setting.name() + ": " + found + " (expected: " + expected(setting, type) + ")";
      if (type.equals("url") && HostForm.isOddIpv4(resolved.text())) {
        problems.error("wrong-value", scalar.place(), setting.name() + ": " + HostForm.IPV4);
      } else if (type.equals("choice")) {
        problems.error("wrong-choice", scalar.place(), message, resolved.text(), setting.options());
      } else {
        problems.error("wrong-value", scalar.place(), message);
      }
    }
    return value;
  }

  private static @Nullable JsonNode value(Setting setting, String type, String text) {
    return switch (type) {
      case "number" -> number(text);
      case "flag" ->
          text.equals("true") || text.equals("false")
              ? BooleanNode.valueOf(text.equals("true"))
              : null;
      case "choice" -> setting.options().contains(text) ? TextNode.valueOf(text) : null;
      case "url" -> url(text) ? TextNode.valueOf(text) : null;
      case "secret" -> text.isBlank() ? null : fitting(setting, text);
      default -> fitting(setting, text);
    };
  }

  private static @Nullable JsonNode fitting(Setting setting, String text) {
    boolean fits = setting.pattern() == null || setting.pattern().matches(text);
    return fits ? TextNode.valueOf(text) : null;
  }

  private static @Nullable JsonNode number(String text) {
    try {
      return text.length() > 100 ? null : DecimalNode.valueOf(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean url(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      return uri.getHost() != null
          && !HostForm.isOddIpv4(text)
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && uri.getRawQuery() == null
          && ("https".equals(scheme) || "http".equals(scheme));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String expected(Setting setting, String type) {
    return switch (type) {
      case "number" -> "a number";
      case "flag" -> "true or false";
      case "choice" -> "one of the allowed words";
      case "url" -> "an address such as https://host.example/path";
      case "secret" -> setting.pattern() == null ? "a secret" : "a secret of its pattern";
      case "template" -> "a text with field expressions";
      default -> setting.pattern() == null ? "a text" : "a text that fits " + setting.pattern();
    };
  }

  private @Nullable JsonNode wrongType(Setting setting, YamlNode node, String expected) {
    problems.error(
        "wrong-type",
        node.place(),
        setting.name() + ": found " + node.kind() + " (expected: " + expected + ")");
    return null;
  }
}
