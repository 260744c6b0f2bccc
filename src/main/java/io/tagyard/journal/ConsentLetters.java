package io.tagyard.journal;

import io.tagyard.event.Purpose;
import io.tagyard.event.Signal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was said about consent in a few letters: {@code m+s} is measurement, granted by {@code
 * ad_storage}. A letter once given is never given another meaning: it is on disk.
 */
final class ConsentLetters {
  private static final String PURPOSES = "muafn";
  private static final Purpose[] PURPOSE_OF = {
    Purpose.MEASUREMENT,
    Purpose.AD_USER_DATA,
    Purpose.AD_PERSONALISATION,
    Purpose.AFFILIATE_ATTRIBUTION,
    Purpose.ANALYTICS
  };
  private static final String MEMBERS = "supa";
  private static final String[] MEMBER_OF = {
    "ad_storage", "ad_user_data", "ad_personalization", "analytics_storage"
  };

  /** Says that the purpose's own member decided. */
  private static final String OWN = ".";

  private static final String OWN_MEMBER = "purposes.";

  /** Before a name that has no letter. */
  private static final char WHOLE = ':';

  private ConsentLetters() {}

  /**
   * Purpose, signal, and what decided it.
   *
   * @param decidedBy null = it is not known
   */
  static String purpose(Purpose purpose, Signal signal, @Nullable String decidedBy) {
    String by =
        decidedBy == null
            ? ""
            : decidedBy.startsWith(OWN_MEMBER)
                    && decidedBy.endsWith(purpose.word())
                    && decidedBy.length() == OWN_MEMBER.length() + purpose.word().length()
                ? OWN
                : member(decidedBy);
    return letter(purpose) + sign(signal == Signal.GRANTED) + by;
  }

  static void readPurpose(
      String text, Map<Purpose, Signal> purposes, Map<Purpose, String> decidedBy) {
    Purpose purpose = PURPOSE_OF[at(PURPOSES, text.charAt(0))];
    purposes.put(purpose, granted(text.charAt(1)) ? Signal.GRANTED : Signal.DENIED);
    String by = text.substring(2);
    if (!by.isEmpty()) {
      decidedBy.put(purpose, by.equals(OWN) ? OWN_MEMBER + purpose.word() : member(by, 0));
    }
  }

  /** A letter for each of these. */
  static String purposes(Set<Purpose> purposes) {
    StringBuilder letters = new StringBuilder();
    purposes.stream().sorted().forEach(purpose -> letters.append(letter(purpose)));
    return letters.toString();
  }

  static Set<Purpose> readPurposes(String letters) {
    Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
    letters.chars().forEach(letter -> purposes.add(PURPOSE_OF[at(PURPOSES, (char) letter)]));
    return purposes;
  }

  /** A member and its text as it was sent. */
  static String sent(String member, String text) {
    return switch (text) {
      case "granted" -> sign(true) + member(member);
      case "denied" -> sign(false) + member(member);
      default -> "=" + text.length() + WHOLE + text + member(member);
    };
  }

  static void readSent(String written, Map<String, String> sent) {
    if (written.charAt(0) != '=') {
      sent.put(member(written, 1), granted(written.charAt(0)) ? "granted" : "denied");
      return;
    }
    int start = written.indexOf(WHOLE) + 1;
    int end = start + Integer.parseInt(written, 1, start - 1, 10);
    sent.put(member(written, end), written.substring(start, end));
  }

  private static char letter(Purpose purpose) {
    for (int i = 0; i < PURPOSE_OF.length; i++) {
      if (PURPOSE_OF[i] == purpose) {
        return PURPOSES.charAt(i);
      }
    }
    throw new IllegalStateException("purpose " + purpose + " (expected: one with a letter)");
  }

  private static String member(String name) {
    for (int i = 0; i < MEMBER_OF.length; i++) {
      if (MEMBER_OF[i].equals(name)) {
        return MEMBERS.substring(i, i + 1);
      }
    }
    return WHOLE + name;
  }

  private static String member(String written, int from) {
    return written.charAt(from) == WHOLE
        ? written.substring(from + 1)
        : MEMBER_OF[at(MEMBERS, written.charAt(from))];
  }

  private static int at(String letters, char letter) {
    int at = letters.indexOf(letter);
    if (at < 0) {
      throw new Damaged("unknown letter of a consent record", null);
    }
    return at;
  }

  private static String sign(boolean granted) {
    return granted ? "+" : "-";
  }

  private static boolean granted(char sign) {
    if (sign != '+' && sign != '-') {
      throw new Damaged("unknown signal of a consent record", null);
    }
    return sign == '+';
  }
}
