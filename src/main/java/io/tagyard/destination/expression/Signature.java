package io.tagyard.destination.expression;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A function as people may call it.
 *
 * @param takes what its arguments are, in order
 * @param needed how many of them must be there
 * @param step makes the step from checked arguments and, where it takes one, the table
 */
record Signature(
    String name, List<Takes> takes, int needed, BiFunction<List<Argument>, Table, Step> step) {
  /** What an argument may be. */
  enum Takes {
    ANYTHING("a value"),
    TEXT("a text"),
    DIGITS("a whole number from 0 to 30"),
    LENGTH("a whole number from 1 to 100000"),
    MEMBER("the name of a member"),
    PATTERN("a date pattern of java.time in single quotes"),
    PRECISION("s or ms"),
    REGEX("an RE2 pattern in single quotes"),
    SETTING("settings.<name>"),
    TABLE("the name of a table, or settings.<name>");

    private final String words;

    Takes(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    boolean fits(Argument argument) {
      return switch (this) {
        case ANYTHING, TEXT -> true;
        case DIGITS -> whole(argument, 0, 30);
        case LENGTH -> whole(argument, 1, 100_000);
        case MEMBER -> argument.value().isTextual() && !argument.text().isEmpty();
        case PATTERN -> Functions.pattern(argument.text()) != null;
        case PRECISION -> argument.text().equals("s") || argument.text().equals("ms");
        case REGEX -> Functions.regex(argument.text()) != null;
        case SETTING -> argument.bare() && argument.text().startsWith("settings.");
        case TABLE -> argument.bare() && argument.value().isTextual();
      };
    }

    private static boolean whole(Argument argument, int least, int most) {
      return argument.value().isNumber()
          && argument.value().decimalValue().stripTrailingZeros().scale() <= 0
          && argument.value().intValue() >= least
          && argument.value().intValue() <= most;
    }
  }

  static Signature of(String name, Step step) {
    return new Signature(name, List.of(), 0, (arguments, table) -> step);
  }
}
