package io.tagyard.intake;

import io.tagyard.event.InboundEvent;
import io.tagyard.event.QuarantinedEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.ValidEvent;
import io.tagyard.event.Warning;
import io.tagyard.intake.Parcel.Piece;
import io.tagyard.privacy.InboundSeal;
import io.tagyard.privacy.Privacy;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.privacy.Redaction;
import io.tagyard.schema.EventSchemas;
import io.tagyard.schema.Uuid7;
import io.tagyard.schema.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges an event and makes it safe, or fit for the quarantine. Keeps nothing: explaining runs the
 * same code.
 */
public final class Judge {
  private final Rules rules;
  private final Privacy privacy;
  private final InboundSeal originals;
  private final Duration skew;

  /**
   * Judges by these rules.
   *
   * @param skew how far a source's clock may be ahead of ours: an event that is ahead by no more
   *     happened when it was received
   */
  public Judge(Rules rules, Privacy privacy, InboundSeal originals, Duration skew) {
    this.rules = rules;
    this.privacy = privacy;
    this.originals = originals;
    this.skew = skew;
  }

  /** The rules of the workspaces as they stand. */
  public interface Rules {
    /** The schemas of a workspace: the built-in ones, tightened by its own. */
    EventSchemas schemas(String workspace);

    /** What a workspace needs of a person's data in events of this source and name. */
    PrivacyPolicy policy(String workspace, String source, String eventName);
  }

  /** The event as it would be kept. */
  public Judged judge(InboundEvent inbound) {
    return safe(inbound, verdict(inbound));
  }

  /** The same for many: each step for all of them before the next, which is quicker. */
  List<Judged> judge(List<Piece> pieces) {
    List<Verdict> verdicts = pieces.stream().map(this::verdict).toList();
    List<Judged> judged = new ArrayList<>(pieces.size());
    for (int i = 0; i < verdicts.size(); i++) {
      judged.add(safe(pieces.get(i).event(), verdicts.get(i)));
    }
    return judged;
  }

  private Verdict verdict(Piece piece) {
    return piece.unread() == null
        ? verdict(piece.event())
        : new Verdict.Invalid(List.of(piece.unread()), piece.id(), null);
  }

  private Verdict verdict(InboundEvent inbound) {
    return rules.schemas(inbound.sender().workspace()).judge(inbound);
  }

  private Judged safe(InboundEvent inbound, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid(ValidEvent event) ->
          safe(event, privacy.apply(event.within(skew), policy(event)));
      case Verdict.Invalid invalid -> new Judged.Bad(quarantined(inbound, invalid));
    };
  }

  private static Judged safe(ValidEvent event, SafeEvent safe) {
    return new Judged.Safe(
        safe, event.ignored(), Advice.about(safe, event.ignored(), warnings(event, safe)));
  }

  /** What the schema says and what became of it on the way to be safe. */
  private static List<Warning> warnings(ValidEvent event, SafeEvent safe) {
    List<Warning> ours = Privacy.warnings(event, safe);
    return ours.isEmpty()
        ? event.warnings()
        : Stream.concat(event.warnings().stream(), ours.stream())
            .sorted(Comparator.comparing(Warning::path))
            .toList();
  }

  private PrivacyPolicy policy(ValidEvent event) {
    return rules.policy(event.sender().workspace(), event.sender().source(), event.name());
  }

  private QuarantinedEvent quarantined(InboundEvent inbound, Verdict.Invalid invalid) {
    String id = Uuid7.at(inbound.receivedAt());
    String sent = invalid.eventId();
    return new QuarantinedEvent(
        id,
        inbound.sender().workspace(),
        inbound.sender().source(),
        sent == null ? null : privacy.idOf(inbound.sender().workspace(), sent),
        invalid.name(),
        inbound.receivedAt(),
        ForeignShape.named(inbound.content(), invalid.faults()),
        Redaction.of(inbound.content()),
        originals.seal(inbound, id));
  }
}
