package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what stands between <code>${</code> and <code>}</code>; every fault has its column. */
final class Parser {
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]+|\\[\\d{1,4}])*");
  private static final Pattern NAME = Pattern.compile("[a-z_0-9]+");
  private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|[^\\s,()'|{}]+");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

  private final Scalar scalar;
  private final Checks checks;
  private final Problems problems;
  private final int end;
  private int at;

  private Parser(Scalar scalar, int from, int to, Checks checks, Problems problems) {
    this.scalar = scalar;
    this.at = from;
    this.end = to;
    this.checks = checks;
    this.problems = problems;
  }

  /** The expression between these two offsets of a text; empty after a problem was added. */
  static Optional<Expression> expression(
      Scalar scalar, int from, int to, Checks checks, Problems problems) {
    int before = problems.count();
    Expression read = new Parser(scalar, from, to, checks, problems).pipe();
    return read == null || problems.count() > before ? Optional.empty() : Optional.of(read);
  }

  private @Nullable Expression pipe() {
    skipBlanks();
    Matcher matcher = match(PATH);
    if (matcher == null) {
      return fault("a path such as order.id is expected here");
    }
    Path path = checks.path(matcher.group(), place(matcher.start(), at), problems);
    List<Step> steps = new ArrayList<>();
    boolean required = false;
    skipBlanks();
    while (at < end) {
      if (take('!')) {
        required = true;
        skipBlanks();
        if (at < end) {
          return fault("! stands at the end");
        }
      } else if (take('|')) {
        Step step = function();
        if (step == null) {
          return null;
        }
        steps.add(step);
      } else {
        return fault("| or ! or } is expected here");
      }
      skipBlanks();
    }
    return path == null ? null : checks.expression(path, steps, required);
  }

  private @Nullable Step function() {
    skipBlanks();
    Matcher matcher = match(NAME);
    if (matcher == null) {
      fault("the name of a function is expected here");
      return null;
    }
    String name = matcher.group();
    Place place = place(matcher.start(), at);
    List<Argument> arguments = new ArrayList<>();
    if (take('(') && !arguments(arguments)) {
      return null;
    }
    return checks.step(name, arguments, place, problems);
  }

  private boolean arguments(List<Argument> arguments) {
    skipBlanks();
    while (!take(')')) {
      if (!arguments.isEmpty()) {
        if (!take(',')) {
          fault(", or ) is expected here");
          return false;
        }
        skipBlanks();
      }
      Matcher matcher = match(ARGUMENT);
      if (matcher == null) {
        fault("an argument is expected here: a number, a word, or a text in single quotes");
        return false;
      }
      arguments.add(argument(matcher));
      skipBlanks();
    }
    return true;
  }

  private Argument argument(Matcher matcher) {
    Place place = place(matcher.start(), at);
    String quoted = matcher.group(1);
    if (quoted != null) {
      return new Argument(TextNode.valueOf(quoted), false, place);
    }
    String word = matcher.group();
    return new Argument(bare(word), true, place);
  }

  private static JsonNode bare(String word) {
    if (word.equals("true") || word.equals("false")) {
      return BooleanNode.valueOf(word.equals("true"));
    }
    return NUMBER.matcher(word).matches()
        ? DecimalNode.valueOf(new BigDecimal(word))
        : TextNode.valueOf(word);
  }

  private @Nullable Matcher match(Pattern pattern) {
    Matcher matcher = pattern.matcher(scalar.text()).region(at, end);
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private boolean take(char wanted) {
    if (at < end && scalar.text().charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < end && Character.isWhitespace(scalar.text().charAt(at))) {
      at++;
    }
  }

  private @Nullable Expression fault(String message) {
    problems.error("expression-syntax", place(at, at + 1), message);
    return null;
  }

  private Place place(int from, int to) {
    return Checks.within(scalar, from, to);
  }
}
