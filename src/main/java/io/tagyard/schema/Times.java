package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Flags;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.SourceKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an event happened: given by servers, assumed for browsers that do not say. */
final class Times {
  static final String EXPECTED = "a date and time with an offset, for example 2026-11-20T10:00:00Z";
  private static final Duration SURELY_WITHIN_A_YEAR = Duration.ofDays(365);
  private static final String PLAIN = "0000-00-00T00:00:00Z";

  private Times() {}

  /** The time; the time of receipt where there is none or a wrong one, which is a fault. */
  static Instant judge(JsonNode time, InboundEvent inbound, Findings findings) {
    Instant receivedAt = inbound.receivedAt();
    if (time.isMissingNode()) {
      if (inbound.sender().kind() == SourceKind.BROWSER) {
        findings.flag(Flags.TIME_ASSUMED);
      } else {
        findings.fault("time", "missing", EXPECTED);
      }
      return receivedAt;
    }
    Optional<Instant> read = time.isTextual() ? read(time.textValue()) : Optional.empty();
    if (read.isEmpty()) {
      findings.fault("time", wrong(time), EXPECTED);
      return receivedAt;
    }
    if (read.get().isBefore(receivedAt.minus(SURELY_WITHIN_A_YEAR))
        && read.get().isBefore(receivedAt.atOffset(ZoneOffset.UTC).minusYears(1).toInstant())) {
      findings.fault("time", "more than a year back", "a time within the last year");
    } else if (read.get().isAfter(receivedAt)) {
      findings.flag(Flags.TIME_AHEAD);
    }
    return read.get();
  }

  /**
   * {@code 2026-11-20T10:00:00Z}, the form nearly all times have, in a tenth of the time the
   * formatter takes; null for every other form and for days only a calendar can judge.
   */
  static @Nullable Instant inSeconds(String text) {
    if (text.length() != PLAIN.length()) {
      return null;
    }
    for (int i = 0; i < PLAIN.length(); i++) {
      char wanted = PLAIN.charAt(i);
      char is = text.charAt(i);
      if (wanted == '0' ? is < '0' || is > '9' : is != wanted) {
        return null;
      }
    }
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (month < 1
        || month > 12
        || day < 1
        || day > Month.of(month).minLength()
        || hour > 23
        || minute > 59
        || second > 59) {
      return null;
    }
    return LocalDateTime.of(number(text, 0, 4), month, day, hour, minute, second)
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static String wrong(JsonNode time) {
    String hint = time.isValueNode() ? TimeText.looksLike(time.asText().strip()) : "";
    String found = Kinds.of(time);
    return hint.isEmpty()
        ? found + (time.isTextual() ? " that is no such time" : "")
        : found + "; it " + hint;
  }

  private static Optional<Instant> read(String text) {
    Instant plain = inSeconds(text);
    return plain != null ? Optional.of(plain) : TimeText.of(text).map(TimeText::instant);
  }
}
