package io.tagyard.privacy;

import org.jspecify.annotations.Nullable;

/** The rules of one kind of identifier. Pure. */
@FunctionalInterface
interface Normaliser {
  /**
   * Reads a raw value once, so that what all variants share is done once.
   *
   * @param region upper-case ISO 3166-1 code the value is read in (trunk prefixes of phones, order
   *     of dates); null when unknown
   */
  Forms read(String raw, @Nullable String region);

  /** The normalised text per variant. */
  @FunctionalInterface
  interface Forms {
    Normalised in(String variant);

    /** The same refusal for every variant. */
    static Forms refused(String reason) {
      return variant -> new Normalised.Refused(reason);
    }

    /** The same text for every variant. */
    static Forms same(String text) {
      return variant -> new Normalised.Text(text);
    }
  }
}
