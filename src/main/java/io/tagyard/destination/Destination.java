package io.tagyard.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.event.OpenEvent;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /**
   * Identity variants it reads, for example {@code email.basic} or {@code country}: intake computes
   * no others.
   */
  default Set<String> digestVariants() {
    return Set.of();
  }

  /** Retained fields it reads and may send ({@code first_name}, ...). */
  default Set<String> usesRaw() {
    return Set.of();
  }

  /**
   * A route target's {@code map}: {@code query.<name>}, {@code headers.<name>}, {@code
   * form.<name>}, {@code body.<path in the event's element>} to values. Empty after a problem was
   * added.
   */
  default Optional<Overlay> overlay(YamlNode.Mapping map, Problems problems) {
    return Optional.empty();
  }

  /** The event's part of a request. */
  Prepared prepare(Leg leg);

  /** What people should know about an element that goes out all the same, as sentences. */
  default List<String> warnings(Prepared.Element element) {
    return List.of();
  }

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

  /**
   * Where its requests go, as scheme, host and port: for those who look whether it can be reached.
   * Empty when it sends none, or when only an event tells where.
   */
  default Set<URI> addresses() {
    return Set.of();
  }

  /**
   * People's view of a request: {@code method}, {@code url}, {@code headers}, {@code body} as text,
   * without secrets and raw personal values.
   */
  default ObjectNode view(Outbound request) {
    return new Masking(Set.of()).request(request);
  }

  /** Replaces every secret of the settings, and digests, in a text that people will see. */
  String mask(String text);
}
