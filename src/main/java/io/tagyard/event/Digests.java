package io.tagyard.event;

import java.util.Map;
import java.util.Optional;

/**
 * The hashed identifiers of one event: variant name, for example {@code email.google}, to SHA-256
 * in lower-case hex. Still personal data: shown by name only.
 *
 * @param byVariant in the order of the variants; never changed after construction
 */
public record Digests(Map<String, String> byVariant) {
  public static final Digests NONE = new Digests(Map.of());

  /** The digest of this variant ({@code kind.variant}). */
  public Optional<String> of(String variant) {
    return Optional.ofNullable(byVariant.get(variant));
  }

  /** Whether any variant of this kind is there, for example {@code email}. */
  public boolean any(String kind) {
    for (String variant : byVariant.keySet()) {
      if (isOf(variant, kind)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a variant's name, for example {@code email.basic}, is of this kind. */
  public static boolean isOf(String variant, String kind) {
    return variant.startsWith(kind)
        && (variant.length() == kind.length() || variant.charAt(kind.length()) == '.');
  }

  @Override
  public String toString() {
    return byVariant.keySet().toString();
  }
}
