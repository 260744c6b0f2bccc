package io.tagyard.diagnostic;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A slip that the parser notices only later, where it can make no sense of what follows.
 *
 * @param place where the slip itself is
 */
record YamlSlip(Place place, String sentence) {
  /** A quote where a value or a key begins. */
  private static final Pattern OPENS = Pattern.compile("(?:^\\s*|[:,\\[{-]\\s+|[\\[{,])([\"'])");

  private static final Pattern UNQUOTED = Pattern.compile("[\\[{,:]\\s*(\\$\\{[^}]*}?)");
  private static final Pattern DOUBLE = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern SINGLE = Pattern.compile("'(?:[^']|'')*'");

  /** What went wrong at this place or before it; empty when none of the known slips is there. */
  static Optional<YamlSlip> before(SourceText source, Place place) {
    return unquotedReference(source, place.line()).or(() -> openQuote(source, place.line()));
  }

  private static Optional<YamlSlip> unquotedReference(SourceText source, int line) {
    String bare = withoutTexts(source.line(line));
    Matcher found = UNQUOTED.matcher(bare);
    if (!found.find()
        || bare.substring(0, found.start(1)).chars().noneMatch(c -> c == '[' || c == '{')) {
      return Optional.empty();
    }
    return Optional.of(
        new YamlSlip(
            new Place(source, line, found.start(1) + 1, found.end(1) - found.start(1)),
            "within { } and [ ] a text with ${...} stands in quotes: \"" + found.group(1) + "\""));
  }

  /** The first line up to here on which a quote is opened and not closed. */
  private static Optional<YamlSlip> openQuote(SourceText source, int last) {
    for (int line = 1; line <= Math.min(last, source.lines().size()); line++) {
      Matcher opens = OPENS.matcher(withoutTexts(source.line(line)));
      if (opens.find()) {
        return Optional.of(
            new YamlSlip(
                new Place(source, line, opens.start(1) + 1, 1),
                "the quote that opens here is not closed on its line"));
      }
    }
    return Optional.empty();
  }

  /** Of the same length: whole texts and comments blanked out. */
  private static String withoutTexts(String line) {
    String bare = DOUBLE.matcher(line).replaceAll(text -> "_".repeat(text.group().length()));
    bare = SINGLE.matcher(bare).replaceAll(text -> "_".repeat(text.group().length()));
    return bare.replaceAll("(^|\\s)#.*", "$1");
  }
}
