package io.tagyard.privacy;

import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Purpose;
import io.tagyard.event.Regime;
import io.tagyard.event.Signal;
import io.tagyard.privacy.ConsentDecision.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an event may go to a destination. Pure: intake's preview, the lane before every attempt,
 * replays and tests ask the same method. Adding a denial, or a signal that cannot be read, never
 * lets more out, and an opt-in region never lets out more than an opt-out one.
 */
public final class ConsentRules {
  /** Opted out of sale by a US Privacy string. */
  static final String USP_OPT_OUT = "usp_opt_out";

  private ConsentRules() {}

  /**
   * Decides; the first that applies: opt-outs of everything, denials, what cannot be read, what is
   * granted, limited data use.
   *
   * @param needs purposes the destination cannot do without; empty = nothing to ask
   * @param restrictedMode whether the destination has a limited mode
   */
  public static ConsentDecision decide(
      ConsentRecord record, Set<Purpose> needs, boolean restrictedMode) {
    if (needs.isEmpty()) {
      return new ConsentDecision(Kind.SEND, "granted", "The destination needs no consent.", "");
    }
    Set<Purpose> ordered = EnumSet.copyOf(needs);
    boolean optIn = record.regime() == Regime.OPT_IN;
    Kind no = optIn || !restrictedMode ? Kind.WITHHOLD : Kind.RESTRICT;
    Optional<ConsentDecision> refused = refused(record, ordered, no);
    if (refused.isPresent()) {
      return refused.get();
    }
    Optional<Purpose> open =
        ordered.stream().filter(purpose -> !granted(record, purpose)).findFirst();
    if (open.isPresent() && optIn) {
      return unset(record, open.get());
    }
    if (open.isPresent() && !record.unknown().isEmpty()) {
      return Unread.unknown(record).decision(no);
    }
    return record.limitedDataUse()
        ? limited(restrictedMode ? Kind.RESTRICT : Kind.WITHHOLD)
        : granted(record, ordered);
  }

  /**
   * Which of these purposes are not granted, for parts of an event that a purpose opens. In opt-out
   * regions silence grants, where nobody said a thing that is not known.
   */
  public static Set<Purpose> notGranted(ConsentRecord record, Collection<Purpose> purposes) {
    boolean nothing =
        record.gpc()
            || !record.optOuts().isEmpty()
            || !record.unread().isEmpty()
            || record.limitedDataUse();
    boolean silenceGrants = record.regime() == Regime.OPT_OUT && record.unknown().isEmpty();
    Set<Purpose> closed = EnumSet.noneOf(Purpose.class);
    for (Purpose purpose : purposes) {
      Optional<Signal> said = record.about(purpose);
      boolean open = said.isEmpty() ? silenceGrants : said.get() == Signal.GRANTED;
      if (nothing || !open) {
        closed.add(purpose);
      }
    }
    return Collections.unmodifiableSet(closed);
  }

  private static Optional<ConsentDecision> refused(
      ConsentRecord record, Set<Purpose> needs, Kind no) {
    if (record.gpc()) {
      return Optional.of(
          new ConsentDecision(
              no, "gpc", "The browser sends Global Privacy Control, an opt-out.", "gpc"));
    }
    if (record.optOuts().contains(USP_OPT_OUT)) {
      return Optional.of(
          new ConsentDecision(
              no, USP_OPT_OUT, "The US Privacy string says: opted out of sale.", "usp"));
    }
    Optional<Purpose> denied =
        needs.stream()
            .filter(purpose -> record.purposes().get(purpose) == Signal.DENIED)
            .findFirst();
    return denied
        .map(purpose ->
            new ConsentDecision(
                no,
                "denied_purpose",
                purpose + " was denied.",
                record.decidedBy().getOrDefault(purpose, "")))
        .or(() -> Unread.known(record).map(unread -> unread.decision(no)));
  }

  private static ConsentDecision unset(ConsentRecord record, Purpose purpose) {
    return record.expired().contains(purpose)
        ? new ConsentDecision(
            Kind.WITHHOLD,
            ConsentDecision.EXPIRED,
            purpose + " was granted over 13 months ago, which counts as unset.",
            "given_at")
        : new ConsentDecision(
            Kind.WITHHOLD,
            ConsentDecision.UNSET,
            "Nothing was said about "
                + purpose
                + ", and "
                + place(record)
                + " is opt-in: silence is no consent.",
            "");
  }

  private static ConsentDecision limited(Kind kind) {
    return new ConsentDecision(
        kind,
        "limited_data_use",
        "The sender asks for the platform's limited mode.",
        "limited_data_use");
  }

  private static ConsentDecision granted(ConsentRecord record, Set<Purpose> needs) {
    Optional<Purpose> said = needs.stream().filter(need -> granted(record, need)).findFirst();
    return new ConsentDecision(
        Kind.SEND,
        "granted",
        record.regime() == Regime.OPT_IN
            ? "Everything the destination needs was granted."
            : "Nobody opted out, and " + place(record) + " is opt-out.",
        said.map(purpose -> record.decidedBy().getOrDefault(purpose, "")).orElse(""));
  }

  private static boolean granted(ConsentRecord record, Purpose purpose) {
    return record.purposes().get(purpose) == Signal.GRANTED;
  }

  private static String place(ConsentRecord record) {
    return record.region().equals("unknown") ? "an unknown region" : "the " + record.region();
  }
}
