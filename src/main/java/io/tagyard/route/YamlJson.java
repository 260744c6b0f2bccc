package io.tagyard.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.math.BigDecimal;

/** YAML as the JSON it stands for. */
final class YamlJson {
  private YamlJson() {}

  static JsonNode of(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> of(scalar);
      case Listing listing -> {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        listing.items().forEach(item -> list.add(of(item)));
        yield list;
      }
      case Mapping mapping -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        mapping.members().forEach((key, member) -> object.set(key, of(member.value())));
        yield object;
      }
    };
  }

  private static JsonNode of(Scalar scalar) {
    return switch (scalar.type()) {
      case TEXT -> TextNode.valueOf(scalar.text());
      case FLAG -> BooleanNode.valueOf(scalar.text().equalsIgnoreCase("true"));
      case NOTHING -> NullNode.getInstance();
      case NUMBER -> number(scalar.text());
    };
  }

  private static JsonNode number(String text) {
    try {
      return DecimalNode.valueOf(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text); // 0x1F, .inf: numbers in YAML, texts in JSON
    }
  }
}
