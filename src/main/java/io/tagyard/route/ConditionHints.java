package io.tagyard.route;

import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people write into a condition who come from SQL, JavaScript, templates or spreadsheets. Each
 * has its own sentence, because what the parser says about it helps nobody.
 */
final class ConditionHints {
  /** Texts in quotes are nobody's operators. */
  private static final Pattern QUOTED =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");

  private static final List<Hint> HINTS =
      List.of(
          new Hint(
              "\\$\\{([^}]*)}?",
              found -> "there is no ${...} in a condition: write " + written(found.group(1))),
          new Hint(
              "(?<![.\\w])event\\s*\\.\\s*([A-Za-z_][A-Za-z0-9_.]*)",
              found -> "the event's members stand without \"event.\": write " + found.group(1)),
          new Hint(
              "(?i)(?:[=!]=\\s*(?:null|nil|none|undefined)\\b|\\b(?:null|nil|undefined)\\s*[=!]=|\\bis\\s+(?:not\\s+)?null\\b)",
              found -> "nothing is null here: has(order.coupon) asks whether it is there"),
          new Hint("===", found -> "write == to compare"),
          new Hint("!==", found -> "write != to compare"),
          new Hint("<>", found -> "write != to compare"),
          new Hint("=>", found -> "write >= to compare"),
          new Hint("=<", found -> "write <= to compare"),
          new Hint("(?<![=!<>])=(?![=>])", found -> "a single = compares nothing: write =="),
          new Hint("(?i)(?<![.\\w])not\\s+in\\b", found -> "write !(a in [\"b\"])"),
          new Hint("(?i)(?<![.\\w])and\\b", found -> "write && for \"" + found.group() + "\""),
          new Hint("(?i)(?<![.\\w])or\\b", found -> "write || for \"" + found.group() + "\""),
          new Hint("(?i)(?<![.\\w])not\\b", found -> "write ! for \"" + found.group() + "\""),
          new Hint("(?<!&)&(?!&)", found -> "a single & joins nothing: write &&"),
          new Hint("(?<!\\|)\\|(?!\\|)", found -> "a single | joins nothing: write ||"),
          new Hint(
              "(?<![.\\w])(contains|startsWith|endsWith|matches)\\s*\\(",
              found ->
                  found.group(1)
                      + " stands behind what it asks: write a."
                      + found.group(1)
                      + "(b) for "
                      + found.group(1)
                      + "(a, b)"),
          new Hint("\\bin\\s*\\(", found -> "a list stands in square brackets: in [\"a\", \"b\"]"),
          new Hint(
              "\\b(True|TRUE|False|FALSE)\\b",
              found -> "write " + found.group().toLowerCase(Locale.ROOT)),
          new Hint("[“”„‘’«»]", found -> "texts stand in straight quotes: \"...\" or '...'"),
          new Hint(
              "(?i)(?<![.\\w])i?like\\b", found -> "write a.contains(b) or a.matches(pattern)"));

  private ConditionHints() {}

  private record Hint(Pattern pattern, Function<MatchResult, String> sentence) {
    Hint(String pattern, Function<MatchResult, String> sentence) {
      this(Pattern.compile(pattern), sentence);
    }
  }

  /** Adds a problem for each; whether there was any. What only follows from it is then not told. */
  static boolean add(Scalar scalar, Problems problems) {
    String text = withoutTexts(scalar.text());
    List<int[]> told = new ArrayList<>();
    for (Hint hint : HINTS) {
      Matcher found = hint.pattern().matcher(text);
      while (found.find()) {
        int[] span = {found.start(), found.end()};
        if (told.stream().noneMatch(other -> span[0] < other[1] && other[0] < span[1])) {
          told.add(span);
          problems.error(
              ConditionProblems.CODE,
              scalar.place().within(span[0], span[1] - span[0]),
              hint.sentence().apply(found));
        }
      }
    }
    return !told.isEmpty();
  }

  private static String written(String inBraces) {
    String name = inBraces.replaceAll("[|!].*", "").strip();
    return name.isEmpty() ? "order.value, as it stands" : name + ", as it stands";
  }

  /** Of the same length, so that places stay. */
  private static String withoutTexts(String condition) {
    return QUOTED
        .matcher(condition)
        .replaceAll(text -> "\"" + "_".repeat(text.group().length() - 2) + "\"");
  }
}
