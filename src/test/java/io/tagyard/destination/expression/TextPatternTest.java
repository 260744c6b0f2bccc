package io.tagyard.destination.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {
  private static final String[] TEXTS = {
    "", "a", "\n", "a\n", "\na", "\r", "\u2028", "\u0085", "https://a.example/x", "HTTPS://a",
        "xhttps://",
    "0123456789", "0123456789\n", "12a", "a.b", "a+b", "é", "\uD83D\uDE00", "x y", "a-b_c:d@e",
        "^$", "]"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "^.$",
        "^.+$",
        "^.*$",
        "[^ ]",
        "^[0-9]+$",
        "^https?://",
        "^[A-Za-z0-9_.-]+$",
        "a\\.b",
        "a\\+b",
        "^a",
        "a$",
        "$",
        "^$",
        "^[^/]+/",
        "x y",
        "[0-9][a-z]",
        "\\$",
        "a?",
        "^a?b*$",
        "@",
        "^[a-c]?[0-9]*",
        "(a|b)+$",
        "[0-9]{3}",
        "[^a]+",
        "(?i)https",
        "\\bx",
        "[[:digit:]]",
        "^a+b+$",
        "a?b?c?d?",
        ".+"
      })
  void findsWhatRe2FindsWhoeverDoesTheWork(String pattern) {
    TextPattern ours = TextPattern.of(pattern);
    for (String text : TEXTS) {
      boolean found = Pattern.compile(pattern).matcher(text).find();
      assertThat(ours.in(text)).as("%s in %s", pattern, text).isEqualTo(found);
      assertThat(ours.in(text)).as("%s in %s, asked again", pattern, text).isEqualTo(found);
    }
  }
}
