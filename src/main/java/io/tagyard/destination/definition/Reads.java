package io.tagyard.destination.definition;

import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Vocabulary;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a set of paths needs of an event. */
final class Reads {
  private Reads() {}

  /**
   * Variants such as {@code email.google}. A kind that is asked only for its presence needs no
   * variant of its own where one is read anyway; else all of them.
   */
  static Set<String> digestVariants(Collection<Path> paths) {
    Set<String> variants = new TreeSet<>();
    for (Path path : paths) {
      if (path.root() == Root.IDENTITY && !path.steps().isEmpty()) {
        variants.add(String.join(".", path.steps()));
      }
    }
    for (String kind : List.copyOf(variants)) {
      List<String> known = Vocabulary.variants(kind);
      if (!known.isEmpty()) {
        variants.remove(kind);
        if (variants.stream().noneMatch(variant -> variant.startsWith(kind + "."))) {
          known.forEach(variant -> variants.add(kind + "." + variant));
        }
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
