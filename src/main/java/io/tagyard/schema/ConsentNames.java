package io.tagyard.schema;

import io.tagyard.diagnostic.Nearest;
import io.tagyard.event.ConsentMember;
import io.tagyard.event.Purpose;
import java.util.HashMap;
import java.util.Map;

/**
 * Names under {@code consent} that somebody meant to write. Narrower than the guesses elsewhere: a
 * name that is not known at all is not refused, so nothing may be taken for a misspelling that is
 * none ({@code cookieyes} is not {@code cookiebot}).
 */
final class ConsentNames {
  private static final int LONG_NAME = 8;
  private static final int SHORTEST = 3;

  /** By letters and digits alone, in lower case. */
  private static final Map<String, String> BY_LETTERS = byLetters();

  private ConsentNames() {}

  /** The known name this one was meant to be; empty when none. */
  static String near(String name) {
    String letters = letters(name);
    String same = BY_LETTERS.get(letters);
    if (same != null) {
      return same;
    }
    return letters.length() < SHORTEST
        ? ""
        : Nearest.of(letters, BY_LETTERS.keySet())
            .filter(near -> near.length() >= SHORTEST)
            .filter(near -> Nearest.distance(letters, near) <= (near.length() < LONG_NAME ? 1 : 2))
            .map(BY_LETTERS::get)
            .orElse("");
  }

  static boolean isPurpose(String name) {
    return Purpose.of(name).isPresent();
  }

  private static Map<String, String> byLetters() {
    Map<String, String> byLetters = new HashMap<>();
    ConsentMember.allNames().forEach(name -> byLetters.put(letters(name), name));
    for (ConsentMember member : ConsentMember.values()) {
      byLetters.put(letters(member.word()), member.word());
    }
    return byLetters;
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder();
    name.codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
