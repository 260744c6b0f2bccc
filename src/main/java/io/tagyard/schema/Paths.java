package io.tagyard.schema;

import java.util.regex.Pattern;

/** Paths as people read them: {@code order.items[1].price}. */
final class Paths {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.$:-]{1,64}");
  private static final Pattern NUMBER_LIKE = Pattern.compile(".*\\d{7}.*");

  private Paths() {}

  static String member(String parent, String name) {
    String shown = name(name);
    return parent.isEmpty() ? shown : parent + "." + shown;
  }

  static String element(String parent, int index) {
    return parent + "[" + index + "]";
  }

  /** A member's name, unless it looks as if somebody used a person's data as a key. */
  private static String name(String name) {
    return PLAIN.matcher(name).matches() && !NUMBER_LIKE.matcher(name).matches() ? name : "‹name›";
  }
}
