package io.tagyard.event;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The hashed identifiers of one event: variant name, for example {@code email.google}, to SHA-256
 * in lower-case hex. Still personal data: shown by name only.
 */
public record Digests(Map<String, String> byVariant) {
  public static final Digests NONE = new Digests(Map.of());

  public Digests {
    byVariant = new TreeMap<>(byVariant);
  }

  /** The digest of this variant ({@code kind.variant}). */
  public Optional<String> of(String variant) {
    return Optional.ofNullable(byVariant.get(variant));
  }

  /** Whether any variant of this kind is there, for example {@code email}. */
  public boolean any(String kind) {
    return byVariant.containsKey(kind)
        || byVariant.keySet().stream().anyMatch(name -> name.startsWith(kind + "."));
  }

  @Override
  public String toString() {
    return byVariant.keySet().toString();
  }
}
