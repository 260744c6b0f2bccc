package io.tagyard.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that needs, or needed, a person.
 *
 * @param id the same for its begin and its end
 * @param subject what it is about, for example {@code acme/meta}
 * @param endedAt null while it stands
 */
public record Alarm(
    String id,
    String kind,
    String subject,
    String sentence,
    Instant beganAt,
    @Nullable Instant endedAt) {
  Alarm ended(Instant at) {
    return new Alarm(id, kind, subject, sentence, beganAt, at);
  }

  static Alarm of(AlarmRow row) {
    Long ended = row.endedAt();
    return new Alarm(
        row.id(),
        row.kind(),
        row.subject(),
        row.sentence(),
        Instant.ofEpochMilli(row.beganAt()),
        ended == null ? null : Instant.ofEpochMilli(ended));
  }
}
