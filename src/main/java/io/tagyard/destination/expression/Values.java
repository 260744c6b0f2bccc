package io.tagyard.destination.expression;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.tagyard.event.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a value is as a text and as a number. Numbers never have an exponent. */
public final class Values {
  private static final int DIGITS_MAX = 100;

  private Values() {}

  /** As text: numbers plain and without trailing zeros, lists and objects as JSON. */
  public static String text(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      return bounded(number) == null ? number.toString() : plain(number).toPlainString();
    }
    if (value instanceof POJONode part && part.getPojo() instanceof SerializableString written) {
      return written.getValue();
    }
    return value.isValueNode() && !value.isPojo()
        ? value.asText()
        : new String(Json.write(value), StandardCharsets.UTF_8);
  }

  /**
   * Whether this text of an event stands for nothing: an empty one, and a blank id, for which Meta
   * refuses a whole request.
   */
  static boolean tellsNothing(String name, String text) {
    return text.isEmpty() || name.equals("id") && text.isBlank();
  }

  /**
   * As one line of text: a list's elements with blanks between them; null for an object and for a
   * list in which there is no text.
   */
  static @Nullable String line(JsonNode value) {
    if (value.isObject()) {
      return null;
    }
    if (!value.isArray()) {
      return text(value);
    }
    StringJoiner line = new StringJoiner(" ");
    for (JsonNode element : value) {
      if (!element.isContainerNode() && !element.isNull()) {
        line.add(text(element));
      }
    }
    return line.length() == 0 ? null : line.toString();
  }

  /** As a number; null when it is none. */
  public static @Nullable BigDecimal number(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    if (value.isNumber()) {
      return bounded(value.decimalValue());
    }
    String text = value.isTextual() ? value.textValue().trim() : "";
    if (text.isEmpty() || text.length() > DIGITS_MAX) {
      return null;
    }
    try {
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** 1e999999999 would be a gigabyte of zeros; such a thing is no amount. */
  private static @Nullable BigDecimal bounded(BigDecimal number) {
    return Math.abs((long) number.scale()) > DIGITS_MAX ? null : number;
  }

  /** Without trailing zeros after the point, and never with an exponent. */
  public static BigDecimal plain(BigDecimal number) {
    if (Math.abs((long) number.scale()) > DIGITS_MAX) {
      return number;
    }
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Whether a condition on this value holds: it is there, and it is not {@code false}. */
  public static boolean holds(@Nullable JsonNode value) {
    return value != null && !(value.isBoolean() && !value.booleanValue());
  }
}
