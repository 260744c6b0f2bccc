package io.tagyard.destination;

import io.tagyard.event.OpenEvent;
import java.util.List;
import java.util.Optional;

/**
 * A definition bound to one connection's settings: a compiled plan. Immutable, thread-safe, never
 * touches the network. The same event and state give the same bytes.
 */
public interface Destination {
  /** What is declared about it. */
  Definition definition();

  /**
   * The platform's word for this event; empty when it takes no such event ({@code
   * event_not_accepted}).
   */
  Optional<String> acceptedAs(OpenEvent event);

  /** The event's part of a request. */
  Prepared prepare(Leg leg);

  /**
   * One request for these elements: all of one batch key, at most {@link Definition#limits} many.
   *
   * @throws IllegalArgumentException for an empty list or mixed batch keys
   */
  Outbound pack(List<Prepared.Element> elements, Attempt attempt);

  /**
   * What the answer to a request of this many elements means. Total: every status and silence has
   * an outcome.
   */
  Verdict judge(Answer answer, int elements);

  /** Replaces every secret of the settings, and digests, in a text that people will see. */
  String mask(String text);
}
