package io.tagyard.destination.definition;

import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What a set of paths needs of an event. */
final class Reads {
  private Reads() {}

  /**
   * Variants such as {@code email.google}; a kind that is only asked for its presence stands alone,
   * as {@code email}.
   */
  static Set<String> digestVariants(Collection<Path> paths) {
    Set<String> variants = new TreeSet<>();
    for (Path path : paths) {
      if (path.root() == Root.IDENTITY && !path.steps().isEmpty()) {
        variants.add(String.join(".", path.steps()));
      }
    }
    return variants;
  }

  /** Retained fields that are read and may be. */
  static Set<String> rawFields(Collection<Path> paths, Set<String> allowed) {
    Set<String> fields = new TreeSet<>();
    for (String field : RawFields.names()) {
      String place = RawFields.path(field).orElse("");
      boolean read = paths.stream().anyMatch(path -> covers(path, place));
      if (read && (allowed.contains(RawFields.ALL) || allowed.contains(field))) {
        fields.add(field);
      }
    }
    return fields;
  }

  private static boolean covers(Path path, String place) {
    String text = path.root() == Root.EVENT ? String.join(".", path.steps()) : path.text();
    return text.isEmpty() || place.equals(text) || place.startsWith(text + ".");
  }
}
