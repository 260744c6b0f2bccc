package io.tagyard.privacy;

import java.util.Arrays;

/**
 * The runs of digits in a text, one after another: digits in groups, with nothing but a few marks
 * between them.
 */
final class Runs {
  private static final String MARKS = " ./-_()";
  private static final int BETWEEN_MAX = 3;

  private final String text;
  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private int groups;
  private int at;

  /** Runs of a text, before the first of them. */
  Runs(String plain) {
    this.text = plain;
  }

  /** Goes to the next run; false when there is none. */
  boolean next() {
    while (at < text.length() && !digit(at)) {
      at++;
    }
    read();
    return groups > 0;
  }

  private void read() {
    groups = 0;
    int i = at;
    while (i < text.length() && digit(i)) {
      if (groups == starts.length) {
        starts = Arrays.copyOf(starts, groups * 2);
        ends = Arrays.copyOf(ends, groups * 2);
      }
      starts[groups] = i;
      while (digit(i)) {
        i++;
      }
      ends[groups++] = i;
      at = i;
      while (i < text.length() && i - at < BETWEEN_MAX && MARKS.indexOf(text.charAt(i)) >= 0) {
        i++;
      }
    }
  }

  /** How many groups the run has. */
  int groups() {
    return groups;
  }

  int length(int group) {
    return ends[group] - starts[group];
  }

  /** Digits from one group to another. */
  int count(int from, int to) {
    int count = 0;
    for (int i = from; i <= to; i++) {
      count += length(i);
    }
    return count;
  }

  /** Where a group begins in the text. */
  int start(int group) {
    return starts[group];
  }

  /** Where a group ends in the text. */
  int end(int group) {
    return ends[group];
  }

  String group(int group) {
    return text.substring(starts[group], ends[group]);
  }

  String digits(int from, int to) {
    StringBuilder digits = new StringBuilder();
    for (int i = from; i <= to; i++) {
      digits.append(text, starts[i], ends[i]);
    }
    return digits.toString();
  }

  /**
   * Whether these groups may be a number of their own: blanks or the run's ends around them. What
   * grows out of a word ({@code DE89-3704}) or into one is part of it.
   */
  boolean standsAlone(int from, int to) {
    return (from == 0 ? begins(starts[0]) : blank(ends[from - 1], starts[from]))
        && (to == groups - 1 ? ends(ends[to]) : blank(ends[to], starts[to + 1]));
  }

  private boolean begins(int place) {
    char before = before(place);
    return !Character.isLetter(before)
        && !((before == '-' || before == '_') && place > 1 && letter(place - 2))
        && !(before == '.' && place > 1 && digit(place - 2));
  }

  private boolean ends(int place) {
    boolean extension = place < text.length() && "xX".indexOf(text.charAt(place)) >= 0;
    boolean word =
        place + 1 < text.length() && "-_".indexOf(text.charAt(place)) >= 0 && letter(place + 1);
    return !word && (!letter(place) || extension && digit(place + 1));
  }

  private char before(int place) {
    return place > 0 ? text.charAt(place - 1) : ' ';
  }

  private boolean blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == ' ') {
        return true;
      }
    }
    return false;
  }

  private boolean digit(int place) {
    return place < text.length() && text.charAt(place) >= '0' && text.charAt(place) <= '9';
  }

  private boolean letter(int place) {
    return place < text.length() && Character.isLetter(text.charAt(place));
  }
}
