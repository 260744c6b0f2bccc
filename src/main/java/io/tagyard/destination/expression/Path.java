package io.tagyard.destination.expression;

import java.util.List;

/**
 * A way into the facts, for example {@code order.id}.
 *
 * @param steps member names, or numbers for elements of a list, after the root
 * @param rest the steps as people write them
 * @param text as people write it
 */
public record Path(Root root, List<String> steps, String rest, String text) {
  /** A path of these parts. */
  public Path(Root root, List<String> steps, String text) {
    // what is parsed has interned names, and the same text is found sooner than an equal one
    this(
        root,
        steps.stream().map(String::intern).toList(),
        String.join(".", steps).intern(),
        text.intern());
  }

  /** A path of this text, which must be one: for paths written in this program. */
  public static Path of(String text) {
    List<String> parts = List.of(text.split("\\."));
    return new Path(Root.of(parts.getFirst()).orElseThrow(), parts.subList(1, parts.size()), text);
  }

  /** The last name in it. */
  public String last() {
    return steps.isEmpty() ? root.word() : steps.getLast();
  }

  @Override
  public String toString() {
    return text;
  }
}
