package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.PatternSyntaxException;
import io.tagyard.destination.expression.Signature.Takes;
import io.tagyard.event.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All functions of docs/expressions.md. A closed list: what is not here is an adapter's work. */
final class Functions {
  private static final Map<String, Signature> BY_NAME = new LinkedHashMap<>();

  private Functions() {}

  static Map<String, Signature> all() {
    return BY_NAME;
  }

  static {
    amounts();
    times();
    texts();
    ListFunctions.all().forEach(Functions::add);
    patterns();
    others();
  }

  private static void amounts() {
    add(Signature.of("number", Step.ofScalar((value, e, from) -> number(Values.number(value)))));
    add(Signature.of("integer", Step.ofScalar((value, e, from) -> whole(Values.number(value)))));
    add(
        new Signature(
            "decimal",
            List.of(Takes.DIGITS),
            0,
            (arguments, table) -> {
              int fixed = arguments.isEmpty() ? -1 : arguments.getFirst().value().intValue();
              return Step.ofScalar((value, e, from) -> {
                BigDecimal number = Values.number(value);
                int digits = fixed < 0 ? exponent(e, from) : fixed;
                return number == null
                    ? null
                    : TextNode.valueOf(Money.rounded(number, digits).toPlainString());
              });
            }));
    add(
        Signature.of(
            "minor_units",
            Step.ofScalar((value, e, from) -> {
              BigDecimal number = Values.number(value);
              return number == null ? null : integer(number.movePointRight(exponent(e, from)));
            })));
    add(
        Signature.of(
            "negate",
            Step.ofScalar((value, e, from) -> {
              BigDecimal number = Values.number(value);
              return number == null ? null : number(number.negate());
            })));
  }

  private static void times() {
    add(Signature.of("epoch_seconds", ofTime((text, at) -> LongNode.valueOf(at.getEpochSecond()))));
    add(Signature.of("epoch_millis", ofTime((text, at) -> LongNode.valueOf(at.toEpochMilli()))));
    add(Signature.of("epoch_micros", ofTime((text, at) -> LongNode.valueOf(Times.micros(at)))));
    add(
        new Signature(
            "iso8601",
            List.of(Takes.PRECISION),
            0,
            (arguments, table) ->
                arguments.isEmpty()
                    ? ofTime((text, at) -> TextNode.valueOf(Times.iso(text, at)))
                    : arguments.getFirst().text().equals("s")
                        ? ofTime((text, at) -> TextNode.valueOf(Times.iso(at, 0)))
                        : ofTime((text, at) -> TextNode.valueOf(Times.iso(at, 3)))));
    add(
        new Signature(
            "date",
            List.of(Takes.PATTERN),
            1,
            (arguments, table) -> dated(pattern(arguments.getFirst().text()))));
  }

  private static void texts() {
    add(Signature.of("text", ofText(text -> text)));
    add(Signature.of("upper", ofText(text -> text.toUpperCase(Locale.ROOT))));
    add(Signature.of("lower", ofText(text -> text.toLowerCase(Locale.ROOT))));
    add(Signature.of("trim", ofText(String::strip)));
    add(Signature.of("compact", ofText(text -> Texts.keep(text, Character::isLetterOrDigit))));
    add(Signature.of("digits", ofText(text -> Texts.keep(text, c -> c >= '0' && c <= '9'))));
    add(Signature.of("url", ofText(Encoding.PERCENT::of)));
    add(Signature.of("uuid", Step.ofScalar((value, e, from) -> Texts.uuid(Values.text(value)))));
    add(
        new Signature(
            "replace",
            List.of(Takes.TEXT, Takes.TEXT),
            2,
            (arguments, table) -> {
              String what = arguments.get(0).text();
              String by = arguments.get(1).text();
              return ofText(text -> what.isEmpty() ? text : text.replace(what, by));
            }));
    add(
        new Signature(
            "truncate",
            List.of(Takes.LENGTH),
            1,
            (arguments, table) -> {
              int length = arguments.getFirst().value().intValue();
              return ofText(text -> Texts.truncated(text, length));
            }));
    add(
        new Signature(
            "prefix",
            List.of(Takes.TEXT),
            1,
            (arguments, table) -> ofText(text -> arguments.getFirst().text() + text)));
    add(
        Signature.of(
            "json",
            Step.ofPresent((value, e, from) ->
                TextNode.valueOf(new String(Json.write(value), StandardCharsets.UTF_8)))));
    add(
        new Signature(
            "default",
            List.of(Takes.ANYTHING),
            1,
            (arguments, table) -> {
              JsonNode otherwise = arguments.getFirst().value();
              return (value, e, from) -> value == null ? otherwise : value;
            }));
    add(
        new Signature(
            "map", List.of(Takes.TABLE), 1, (arguments, table) -> new Step.Lookup(table)));
  }

  private static void patterns() {
    add(
        new Signature(
            "matches",
            List.of(Takes.REGEX),
            1,
            (arguments, table) -> {
              TextPattern pattern = regex(arguments.getFirst().text());
              return Step.ofScalar((value, e, from) ->
                  pattern != null && pattern.in(Values.text(value)) ? value : null);
            }));
  }

  private static void others() {
    add(
        Signature.of(
            "letters",
            Step.ofScalar((value, e, from) -> {
              String left = Texts.letters(Values.text(value));
              return left.isEmpty() ? null : TextNode.valueOf(left);
            })));
    add(
        new Signature(
            "other_than",
            List.of(Takes.SETTING),
            1,
            (arguments, table) ->
                Step.ofScalar((value, e, from) -> {
                  JsonNode setting = ((Table.OfSetting) table).value(e);
                  return setting != null && Texts.plainly(value).equals(Texts.plainly(setting))
                      ? null
                      : value;
                })));
  }

  private static void add(Signature signature) {
    BY_NAME.put(signature.name(), signature);
  }

  private static int exponent(Evaluation evaluation, Path from) {
    return Money.exponent(evaluation.facts().currency(from.root()));
  }

  static @Nullable JsonNode number(@Nullable BigDecimal number) {
    return number == null ? null : DecimalNode.valueOf(Values.plain(number));
  }

  /** Half up; but 0.4 of a thing is one thing and not none. */
  private static @Nullable JsonNode whole(@Nullable BigDecimal number) {
    return number != null && number.signum() > 0 && number.compareTo(BigDecimal.ONE) < 0
        ? IntNode.valueOf(1)
        : integer(number);
  }

  private static @Nullable JsonNode integer(@Nullable BigDecimal number) {
    if (number == null) {
      return null;
    }
    BigInteger whole = number.setScale(0, RoundingMode.HALF_UP).toBigInteger();
    return whole.bitLength() < Long.SIZE
        ? LongNode.valueOf(whole.longValue())
        : BigIntegerNode.valueOf(whole);
  }

  /** Of a list, its elements with blanks between them; nothing left is absent. */
  private static Step ofText(UnaryOperator<String> change) {
    return Step.ofPresent((value, e, from) -> {
      String text = Values.line(value);
      String changed = text == null ? "" : change.apply(text);
      return changed.isEmpty() ? null : TextNode.valueOf(changed);
    });
  }

  private interface OfTime {
    JsonNode apply(JsonNode asGiven, Instant at);
  }

  private static Step ofTime(OfTime change) {
    return Step.ofScalar((value, e, from) -> {
      Instant at = Times.instant(value);
      return at == null ? null : change.apply(value, at);
    });
  }

  private static Step dated(@Nullable DateTimeFormatter formatter) {
    return Step.ofScalar((value, e, from) -> {
      TemporalAccessor at = Times.temporal(value);
      try {
        return at == null || formatter == null ? null : TextNode.valueOf(formatter.format(at));
      } catch (DateTimeException noTimeInADay) {
        return null;
      }
    });
  }

  /** The RE2 pattern compiled; null when it is none. */
  static @Nullable TextPattern regex(String pattern) {
    try {
      return TextPattern.of(pattern);
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  /** The pattern compiled; null when it is none. */
  static @Nullable DateTimeFormatter pattern(String pattern) {
    try {
      DateTimeFormatter formatter =
          DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
      String shown = formatter.format(Instant.EPOCH.atOffset(ZoneOffset.UTC));
      return shown.isEmpty() ? null : formatter;
    } catch (IllegalArgumentException | DateTimeException | ClassCastException e) {
      return null; // the cast is the JDK's own, for a pad letter before digits
    }
  }
}
