package io.tagyard.diagnostic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.diagnostic.YamlNode.ScalarType;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A single value that is read from its text. */
record Scalars<T>(String expected, @Nullable String jsonType, Function<Scalar, Optional<T>> parse)
    implements FieldType<T> {
  private static final int SHOWN_MAX = 80;

  @Override
  public Optional<T> read(YamlNode node, Problems problems) {
    if (!(node instanceof Scalar scalar) || scalar.type() == ScalarType.NOTHING) {
      problems.error(
          "wrong-type", node.place(), "found " + node.kind() + " (expected: " + expected + ")");
      return Optional.empty();
    }
    Optional<T> value = parse.apply(scalar);
    if (value.isEmpty()) {
      problems.error(
          "wrong-value",
          node.place(),
          "\"" + shown(scalar.text()) + "\" (expected: " + expected + ")");
    }
    return value;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (jsonType == null) {
      schema.putArray("type").add("string").add("number").add("boolean");
    } else {
      schema.put("type", jsonType);
    }
    return schema.put("description", expected);
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }

  static Optional<BigDecimal> decimal(String text) {
    try {
      return text.length() > 100 ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
