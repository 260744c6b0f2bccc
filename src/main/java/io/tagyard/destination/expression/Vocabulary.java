package io.tagyard.destination.expression;

import io.tagyard.diagnostic.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What expressions at some place may speak about.
 *
 * @param tables by name
 * @param settings name to type word; {@code template} ones stand alone
 * @param adapter names the adapter gives
 * @param secrets where {@code ${env.X}} and {@code ${file.X}} come from; null where they do not
 *     belong
 */
public record Vocabulary(
    Set<Root> roots,
    Map<String, Table> tables,
    Map<String, String> settings,
    Set<String> adapter,
    @Nullable Secrets secrets) {
  /** The variants of an identity kind; empty when it is a digest itself, or none at all. */
  public static List<String> variants(String kind) {
    return Members.variants(kind);
  }

  /** The same, for this set of roots. */
  public Vocabulary of(Set<Root> other) {
    return new Vocabulary(other, tables, settings, adapter, secrets);
  }

  /** The same, in a file where secrets may stand. */
  public Vocabulary with(Secrets source) {
    return new Vocabulary(roots, tables, settings, adapter, source);
  }
}
