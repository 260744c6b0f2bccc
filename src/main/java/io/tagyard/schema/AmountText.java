package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as people write them, and how they are written here. */
final class AmountText {
  private static final Pattern PATH =
      Pattern.compile(
          "order\\.(?:value|subtotal|tax|shipping|discount)"
              + "|order\\.items\\[\\d+]\\.(?:price|quantity|discount)");

  /** A number with blanks, points, commas, and a sign or a code of a currency at one end. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:[A-Z]{3}|\\p{Sc})?[ \u00a0]?(-?[0-9][0-9.,' \u00a0]{0,20})(?:[A-Z]{3}|\\p{Sc})?");

  private AmountText() {}

  /** What is wrong with this text as an amount, with it; empty = it is none, or nobody's amount. */
  static Optional<String> wrong(String path, JsonNode found) {
    if (!found.isTextual() || !PATH.matcher(path).matches()) {
      return Optional.empty();
    }
    String text = found.textValue();
    Matcher written = WRITTEN.matcher(text);
    if (text.length() > 30 || !written.matches()) {
      return Optional.empty();
    }
    String digits = written.group(1).replaceAll("[' \u00a0]", "");
    int comma = digits.lastIndexOf(',');
    int point = digits.lastIndexOf('.');
    boolean thousands = comma >= 0 && point < 0 && digits.length() - comma == 4;
    String what =
        comma >= 0 ? "has a comma" : digits.length() < text.length() ? "is more than a number" : "";
    if (what.isEmpty()) {
      return Optional.empty();
    }
    String plain =
        comma > point
            ? digits.substring(0, comma).replaceAll("[.,]", "") + "." + digits.substring(comma + 1)
            : digits.replace(",", "");
    return Optional.of(
        thousands
            ? text + " " + what + ": write " + plain + " or " + digits.replace(",", "")
            : text + " " + what + ": write " + plain);
  }
}
