package io.tagyard.event;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person can agree to. Five words, the same in YAML, JSON and on pages. */
public enum Purpose {
  MEASUREMENT,
  AD_USER_DATA,
  AD_PERSONALISATION,
  AFFILIATE_ATTRIBUTION,
  ANALYTICS;

  private static final Map<String, Purpose> BY_WORD =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Purpose::word, each -> each));

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word people write, for example {@code ad_user_data}. */
  public String word() {
    return word;
  }

  /** The purpose of this word, if there is one. */
  public static Optional<Purpose> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  @Override
  public String toString() {
    return word;
  }
}
