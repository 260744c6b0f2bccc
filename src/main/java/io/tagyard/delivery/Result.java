package io.tagyard.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Fate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a leg, to be recorded.
 *
 * @param reason one word
 * @param sentence for people; masked, may be empty
 * @param due when a parked leg is tried again; null for other fates
 * @param detail what else the receipt says: answer, consent, route; null without
 * @param state order state to keep with it; null without
 * @param internal a dead letter that is our own fault
 */
record Result(
    Cargo cargo,
    Fate fate,
    String reason,
    String sentence,
    Tries tries,
    Instant at,
    @Nullable Instant due,
    @Nullable ObjectNode detail,
    @Nullable OrderState state,
    boolean internal) {

  static Result delivered(Cargo cargo, String reason, String sentence, Instant at) {
    return new Result(
        cargo,
        Fate.DELIVERED,
        reason,
        sentence,
        cargo.tries().plusOne(at),
        at,
        null,
        null,
        null,
        false);
  }

  static Result withheld(Cargo cargo, String reason, String sentence, Instant at) {
    return new Result(
        cargo, Fate.WITHHELD, reason, sentence, cargo.tries(), at, null, null, null, false);
  }

  static Result parked(
      Cargo cargo, String reason, String sentence, Tries tries, Instant at, Instant due) {
    return new Result(cargo, Fate.PARKED, reason, sentence, tries, at, due, null, null, false);
  }

  static Result dead(Cargo cargo, String reason, String sentence, Tries tries, Instant at) {
    return new Result(cargo, Fate.DEAD, reason, sentence, tries, at, null, null, null, false);
  }

  Result with(@Nullable ObjectNode newDetail) {
    return new Result(cargo, fate, reason, sentence, tries, at, due, newDetail, state, internal);
  }

  Result keeping(@Nullable OrderState newState) {
    return new Result(cargo, fate, reason, sentence, tries, at, due, detail, newState, internal);
  }

  Result ourFault() {
    return new Result(cargo, fate, reason, sentence, tries, at, due, detail, state, true);
  }
}
