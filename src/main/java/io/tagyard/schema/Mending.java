package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.event.Flags;
import io.tagyard.event.IpAddress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value as its {@link Role} asks: sales must not be lost because a shop computes in doubles
 * or writes an id as a number. What was changed is flagged; null = the value is left out.
 */
final class Mending {
  /** Decimals of an amount that are kept. */
  static final int DECIMALS_MAX = 8;

  private static final Set<String> CHANNELS =
      Set.of("web", "app", "store", "phone", "crm", "other");

  /** ISO 3166's code for a country that is not known. */
  private static final JsonNode NOWHERE = TextNode.valueOf("ZZ");

  private static final int USER_AGENT_MAX = 2_048;

  private final Findings findings;

  Mending(Findings findings) {
    this.findings = findings;
  }

  /** Any text: what no database can hold is cut from it. */
  JsonNode plain(JsonNode value) {
    String text = value.textValue();
    return whole(text) ? value : TextNode.valueOf(pieces(text));
  }

  JsonNode number(JsonNode number, Role role) {
    return switch (role) {
      case IDENTIFIER, NUMERAL -> number.isIntegralNumber() ? digits(number) : number;
      case AMOUNT, QUANTITY -> rounded(number);
      default -> number;
    };
  }

  @Nullable JsonNode text(JsonNode value, Role role, Supplier<String> path) {
    String text = value.textValue();
    return switch (role) {
      case NONE, NUMERAL -> plain(value);
      case IDENTIFIER ->
          Placeholders.is(text.strip()) ? nothing(path.get()) : value; // else never altered
      case CLICK_ID -> clickId(value, text, false, path);
      case COOKIE -> clickId(value, text, true, path);
      case AMOUNT, QUANTITY -> text.isBlank() ? dropped(path.get(), "is empty") : value;
      case TIME -> time(value, text, path);
      case CHANNEL -> channel(value, text, path);
      case ADDRESS -> address(value, text, path);
      case USER_AGENT -> userAgent(value, text, path);
      case LANGUAGE -> form(value, language(text), path, "a language tag such as en-US");
      case WORD -> form(value, ClosedForms.word(text), path, "one word such as idfa or new");
      case COUNTRY -> country(value, text, path);
    };
  }

  private @Nullable JsonNode time(JsonNode value, String text, Supplier<String> path) {
    if (text.isBlank()) {
      return dropped(path.get(), "is empty");
    }
    if (Times.inSeconds(text) != null) {
      return value;
    }
    String read = TimeText.of(text.strip()).map(TimeText::text).orElse(text);
    return read.equals(text) ? value : TextNode.valueOf(read);
  }

  private JsonNode digits(JsonNode number) {
    findings.flag(Flags.TEXT_FROM_NUMBER);
    return TextNode.valueOf(number.asText());
  }

  /** 836.9999999999998 is what doubles make of 837.00; what a text says was meant. */
  private JsonNode rounded(JsonNode number) {
    if (number.isIntegralNumber()) {
      return number;
    }
    BigDecimal amount = number.decimalValue();
    if (amount.scale() <= DECIMALS_MAX || amount.stripTrailingZeros().scale() <= DECIMALS_MAX) {
      return number;
    }
    findings.flag(Flags.AMOUNT_ROUNDED);
    BigDecimal rounded = amount.setScale(DECIMALS_MAX, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return DecimalNode.valueOf(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
  }

  private @Nullable JsonNode clickId(
      JsonNode value, String text, boolean cookie, Supplier<String> path) {
    String bare = text.strip();
    if (Placeholders.is(bare) || cookie && bare.indexOf('.') > 0 && Placeholders.inParts(bare)) {
      return nothing(path.get());
    }
    return bare.length() == text.length() && whole(text) ? value : TextNode.valueOf(pieces(bare));
  }

  private @Nullable JsonNode channel(JsonNode value, String text, Supplier<String> path) {
    if (CHANNELS.contains(text)) {
      return value;
    }
    String word = text.strip().toLowerCase(Locale.ROOT);
    return CHANNELS.contains(word)
        ? TextNode.valueOf(word)
        : dropped(path.get(), "is no channel (web, app, store, phone, crm or other)");
  }

  private @Nullable JsonNode address(JsonNode value, String text, Supplier<String> path) {
    String read = IpAddress.first(text).orElse(null);
    if (read == null) {
      if (!text.isBlank()) {
        findings.flag(Flags.IP_UNREADABLE);
        findings.warn(path.get(), "no address that a visitor can have: it is left out");
      }
      return null;
    }
    return read.equals(text) ? value : TextNode.valueOf(read);
  }

  private @Nullable JsonNode userAgent(JsonNode value, String text, Supplier<String> path) {
    if (text.length() > USER_AGENT_MAX) {
      return dropped(path.get(), "is longer than " + USER_AGENT_MAX + " characters");
    }
    if (ClosedForms.holdsAddress(text)) {
      return dropped(path.get(), "holds an e-mail address");
    }
    return whole(text) ? value : TextNode.valueOf(pieces(text));
  }

  /** One that is none stays a place that nobody knows: left out, the workspace's would count. */
  private @Nullable JsonNode country(JsonNode value, String text, Supplier<String> path) {
    JsonNode read = form(value, ClosedForms.country(text), path, "a country code such as DE");
    return read == null && !text.isBlank() ? NOWHERE : read;
  }

  private static @Nullable String language(String text) {
    int end = text.indexOf(',');
    return ClosedForms.language(end < 0 ? text : text.substring(0, end));
  }

  private @Nullable JsonNode form(
      JsonNode value, @Nullable String read, Supplier<String> path, String expected) {
    if (read == null) {
      return value.textValue().isBlank() ? null : dropped(path.get(), "is not " + expected);
    }
    return read.equals(value.textValue()) ? value : TextNode.valueOf(read);
  }

  private @Nullable JsonNode nothing(String path) {
    findings.flag(Flags.PLACEHOLDER + path);
    return null;
  }

  private @Nullable JsonNode dropped(String path, String why) {
    findings.drop(path, why);
    return null;
  }

  /** Whether it has no NUL, which PostgreSQL cannot hold, and no half of a surrogate pair. */
  private static boolean whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return wholeFrom(text, i);
      }
    }
    return true;
  }

  private static boolean wholeFrom(String text, int from) {
    return text.substring(from)
        .codePoints()
        .noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }

  private static String pieces(String text) {
    return text.codePoints()
        .filter(c -> c != 0 && Character.getType(c) != Character.SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
