package io.tagyard.destination.expression;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a path begins. */
public enum Root {
  ID,
  NAME,
  TIME,
  SOURCE,
  CHANNEL,
  PAGE,
  USER,
  DEVICE,
  CLICK_IDS,
  CLICK,
  COOKIES,
  ORDER,
  PARTNER,
  PROPERTIES,
  EVENT,
  ITEM,
  KEY,
  VALUE,
  INDEX,
  INDEX0,
  IDENTITY,
  CONSENT,
  ACCEPTED_AS,
  SETTINGS,
  STATE,
  ADAPTER,
  ROUTE,
  ATTEMPT,
  BODY,
  HEADERS,
  STATUS,
  TEXT;

  /** What an answer offers. */
  public static final Set<Root> OF_AN_ANSWER = EnumSet.of(BODY, HEADERS, STATUS, TEXT, SETTINGS);

  /** What a request is made from. */
  public static final Set<Root> OF_A_REQUEST =
      EnumSet.complementOf(EnumSet.of(BODY, HEADERS, STATUS, TEXT));

  /** What only one element of a list or one member of a map has. */
  static final Set<Root> OF_AN_ITEM = EnumSet.of(ITEM, KEY, VALUE, INDEX, INDEX0);

  private final String word = name().toLowerCase(Locale.ROOT).intern();

  /** The word people write. */
  public String word() {
    return word;
  }

  /** The root of this word. */
  public static Optional<Root> of(String word) {
    return Stream.of(values()).filter(root -> root.word.equals(word)).findFirst();
  }
}
