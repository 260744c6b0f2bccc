package io.tagyard.privacy;

import io.tagyard.event.ConsentMember;
import io.tagyard.event.ConsentRecord;
import io.tagyard.privacy.ConsentDecision.Kind;
import java.util.Comparator;
import java.util.Optional;

/**
 * A signal that is there and could not be read.
 *
 * @param name it came under
 */
record Unread(String name, String reason, String sentence) {
  private static final String COOKIE = "cookies.";

  /** The first that speaks, of those whose kind is known. */
  static Optional<Unread> known(ConsentRecord record) {
    return record.unread().stream()
        .map(Unread::ofKnown)
        .min(Comparator.comparing(Unread::rank).thenComparing(Unread::name));
  }

  /** A member nobody knows. */
  static Unread unknown(ConsentRecord record) {
    String name = record.unknown().stream().sorted().findFirst().orElse("");
    return new Unread(
        name,
        "signal_unreadable",
        "\""
            + name
            + "\" is no signal that is known, and where something is said, silence is no consent.");
  }

  ConsentDecision decision(Kind kind) {
    return new ConsentDecision(kind, reason, sentence, name);
  }

  private static Unread ofKnown(String name) {
    String plain = name.startsWith(COOKIE) ? name.substring(COOKIE.length()) : name;
    String reason =
        switch (ConsentMember.of(plain).orElse(ConsentMember.SILENT)) {
          case TCF -> "tcf_invalid";
          case GPP -> "gpp_unreadable";
          case USP -> "usp_unreadable";
          default -> "signal_unreadable";
        };
    return new Unread(
        name, reason, "The signal " + name + " cannot be read, and may well be a denial.");
  }

  /** In the order in which the reasons are named. */
  private int rank() {
    return switch (reason) {
      case "tcf_invalid" -> 0;
      case "gpp_unreadable" -> 1;
      case "usp_unreadable" -> 2;
      default -> 3;
    };
  }
}
