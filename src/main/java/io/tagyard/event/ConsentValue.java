package io.tagyard.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What one value of a consent member says. */
public enum ConsentValue {
  /** Granted; for a flag: it is set. */
  YES,
  /** Denied; for a flag: it is not set. */
  NO,
  /** Nothing: absent, empty, or a word that says so. */
  SILENT,
  /** Something that cannot be read, which is never taken for silence. */
  UNREAD;

  /** Longest text that is read, in characters. */
  public static final int TEXT_MAX = 4096;

  /** The words of Google's consent mode and of its upload interfaces, in any case; booleans. */
  public static ConsentValue ofSignal(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> SILENT;
      case BOOLEAN -> value.booleanValue() ? YES : NO;
      case STRING ->
          switch (word(value)) {
            case "granted", "consent_granted", "true" -> YES;
            case "denied", "consent_denied", "false" -> NO;
            case "", "unset", "unspecified", "unknown" -> SILENT;
            default -> UNREAD;
          };
      default -> UNREAD;
    };
  }

  /** A boolean, 1 or 0, or a text of one of these. */
  public static ConsentValue ofFlag(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> SILENT;
      case BOOLEAN -> value.booleanValue() ? YES : NO;
      case STRING, NUMBER ->
          switch (word(value)) {
            case "1", "true" -> YES;
            case "0", "false" -> NO;
            case "" -> SILENT;
            default -> UNREAD;
          };
      default -> UNREAD;
    };
  }

  /** Whether a value is there at all: not null, and no blank text. */
  public static boolean isThere(JsonNode value) {
    return !value.isMissingNode()
        && !value.isNull()
        && !(value.isTextual() && value.textValue().isBlank());
  }

  private static String word(JsonNode value) {
    String text = value.asText();
    return text.length() > TEXT_MAX ? "long" : text.strip().toLowerCase(Locale.ROOT);
  }
}
