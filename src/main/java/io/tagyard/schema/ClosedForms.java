package io.tagyard.schema;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Members that can only have one form keep only that: nothing else about a person fits into it. */
final class ClosedForms {
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}");
  private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\p{N}_. -]{0,63}");
  private static final Pattern COUNTRY =
      Pattern.compile("[A-Za-z]{2,3}|[\\p{L}][\\p{L}\\p{M}.,'’()& -]{3,63}");
  private static final Pattern FIVE_DIGITS = Pattern.compile("(?:[^\\p{N}]*\\p{N}){5}.*");
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@<>()\"]+@[^\\s@<>()\"]+\\.[\\p{L}]{2,}");

  private ClosedForms() {}

  static @Nullable String language(String text) {
    String tag = text.strip();
    int weight = tag.indexOf(';');
    return fitting(LANGUAGE, weight < 0 ? tag : tag.substring(0, weight).strip());
  }

  static @Nullable String word(String text) {
    String word = text.strip();
    return FIVE_DIGITS.matcher(word).matches() ? null : fitting(WORD, word);
  }

  /** A code, or a name; what is in between, such as {@code U S}, is no country. */
  static @Nullable String country(String text) {
    return fitting(COUNTRY, text.strip());
  }

  /** Whether an e-mail address stands in this text. */
  static boolean holdsAddress(String text) {
    return text.indexOf('@') >= 0 && ADDRESS.matcher(text).find();
  }

  private static @Nullable String fitting(Pattern form, String text) {
    return form.matcher(text).matches() ? text : null;
  }
}
