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
 * replays and tests ask the same method. Adding a denial never lets more out, and an opt-in region
 * never lets out more than an opt-out one.
 */
public final class ConsentRules {
  private ConsentRules() {}

  /**
   * Decides.
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
    return record.regime() == Regime.OPT_IN
        ? optIn(record, ordered, restrictedMode)
        : optOut(record, ordered, restrictedMode);
  }

  /**
   * Which of these purposes are not granted, for parts of an event that a purpose opens. In opt-out
   * regions silence grants.
   */
  public static Set<Purpose> notGranted(ConsentRecord record, Collection<Purpose> purposes) {
    Set<Purpose> closed = EnumSet.noneOf(Purpose.class);
    boolean optedOut = optedOut(record).isPresent();
    for (Purpose purpose : purposes) {
      boolean open =
          record.regime() == Regime.OPT_IN
              ? record.about(purpose).equals(Optional.of(Signal.GRANTED))
              : !record.about(purpose).equals(Optional.of(Signal.DENIED));
      if (optedOut || !open) {
        closed.add(purpose);
      }
    }
    return Collections.unmodifiableSet(closed);
  }

  private static ConsentDecision optIn(
      ConsentRecord record, Set<Purpose> needs, boolean restrictedMode) {
    if (record.gpc()) {
      return out(OptOut.GPC, false);
    }
    Optional<Purpose> denied = first(record, needs, Signal.DENIED);
    if (denied.isPresent()) {
      return denied(record, denied.get(), Kind.WITHHOLD);
    }
    for (Purpose purpose : needs) {
      if (record.about(purpose).isEmpty()) {
        return new ConsentDecision(
            Kind.WITHHOLD,
            "consent_unset",
            "Nothing was said about "
                + purpose
                + ", and "
                + place(record)
                + " is opt-in: silence is no consent.",
            "");
      }
    }
    return record.limitedDataUse()
        ? out(OptOut.LIMITED_DATA_USE, restrictedMode)
        : granted(record, needs);
  }

  private static ConsentDecision optOut(
      ConsentRecord record, Set<Purpose> needs, boolean restrictedMode) {
    if (record.gpc()) {
      return out(OptOut.GPC, restrictedMode);
    }
    Optional<Purpose> denied = first(record, needs, Signal.DENIED);
    if (denied.isPresent()) {
      return denied(record, denied.get(), restrictedMode ? Kind.RESTRICT : Kind.WITHHOLD);
    }
    return optedOut(record)
        .map(by -> out(by, restrictedMode))
        .orElseGet(() -> granted(record, needs));
  }

  private static ConsentDecision granted(ConsentRecord record, Set<Purpose> needs) {
    Optional<Purpose> said = first(record, needs, Signal.GRANTED);
    return new ConsentDecision(
        Kind.SEND,
        "granted",
        record.regime() == Regime.OPT_IN
            ? "Everything the destination needs was granted."
            : "Nobody opted out, and " + place(record) + " is opt-out.",
        said.map(purpose -> record.decidedBy().getOrDefault(purpose, "")).orElse(""));
  }

  private static ConsentDecision denied(ConsentRecord record, Purpose purpose, Kind kind) {
    return new ConsentDecision(
        kind,
        "denied_purpose",
        purpose + " was denied.",
        record.decidedBy().getOrDefault(purpose, ""));
  }

  private static ConsentDecision out(OptOut by, boolean restrictedMode) {
    return new ConsentDecision(
        restrictedMode ? Kind.RESTRICT : Kind.WITHHOLD, by.reason, by.sentence, by.signal);
  }

  private static Optional<Purpose> first(ConsentRecord record, Set<Purpose> needs, Signal signal) {
    for (Purpose purpose : needs) {
      if (record.purposes().get(purpose) == signal) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }

  private static String place(ConsentRecord record) {
    return record.region().equals("unknown") ? "an unknown region" : "the " + record.region();
  }

  /** Opt-outs of everything; in an opt-in region an unread string says nothing at all. */
  private static Optional<OptOut> optedOut(ConsentRecord record) {
    if (record.gpc()) {
      return Optional.of(OptOut.GPC);
    }
    if (record.limitedDataUse()) {
      return Optional.of(OptOut.LIMITED_DATA_USE);
    }
    return record.regime() == Regime.OPT_IN || record.unread().isEmpty()
        ? Optional.empty()
        : record.unread().stream().sorted().findFirst().map(OptOut::unreadable);
  }

  private record OptOut(String reason, String sentence, String signal) {
    static final OptOut GPC =
        new OptOut("gpc", "The browser sends Global Privacy Control, an opt-out.", "gpc");
    static final OptOut LIMITED_DATA_USE =
        new OptOut(
            "limited_data_use",
            "The sender asks for the platform's limited mode.",
            "limited_data_use");

    static OptOut unreadable(String member) {
      return new OptOut(
          member + "_unreadable",
          "The %s string is not read by this version; unread counts as opted out."
              .formatted(member),
          member);
    }
  }
}
