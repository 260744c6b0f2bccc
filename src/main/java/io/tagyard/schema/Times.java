package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Flags;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.SourceKind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** When an event happened: given by servers, assumed for browsers that do not say. */
final class Times {
  static final String EXPECTED = "a date and time with an offset, for example 2026-11-20T10:00:00Z";
  private static final int LENGTH_MAX = 64;
  private static final int YEAR_MAX = 9999;

  private Times() {}

  /** The time; the time of receipt where there is none or a wrong one, which is a fault. */
  static Instant judge(JsonNode time, InboundEvent inbound, Set<String> flags, Findings findings) {
    Instant receivedAt = inbound.receivedAt();
    if (time.isMissingNode()) {
      if (inbound.sender().kind() == SourceKind.BROWSER) {
        flags.add(Flags.TIME_ASSUMED);
      } else {
        findings.fault("time", "missing", EXPECTED);
      }
      return receivedAt;
    }
    Optional<Instant> read = time.isTextual() ? read(time.textValue()) : Optional.empty();
    if (read.isEmpty()) {
      findings.fault(
          "time", Kinds.of(time) + (time.isTextual() ? " that is no such time" : ""), EXPECTED);
      return receivedAt;
    }
    if (read.get().isBefore(receivedAt.atOffset(ZoneOffset.UTC).minusYears(1).toInstant())) {
      findings.fault("time", "more than a year back", "a time within the last year");
    } else if (read.get().isAfter(receivedAt)) {
      flags.add(Flags.TIME_AHEAD);
    }
    return read.get();
  }

  private static Optional<Instant> read(String text) {
    if (text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      OffsetDateTime time =
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, OffsetDateTime::from);
      return time.getYear() >= 0 && time.getYear() <= YEAR_MAX
          ? Optional.of(time.toInstant())
          : Optional.empty();
    } catch (DateTimeParseException e) {
      // Not a time: an answer, not a failure.
      return Optional.empty();
    }
  }
}
