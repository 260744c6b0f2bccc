package io.tagyard.route;

import dev.cel.common.CelIssue;
import dev.cel.runtime.CelEvaluationException;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.route.Shape.Struct;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CEL's complaints about a condition, in plain words and with their place in the file. */
final class ConditionProblems {
  static final String CODE = "condition-invalid";

  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'.*");
  private static final Pattern FIELD = Pattern.compile("undefined field '([^']+)'.*");
  private static final Pattern OVERLOAD =
      Pattern.compile("found no matching overload for '([^']+)' applied to '([^']+)'.*");
  private static final Pattern RESULT =
      Pattern.compile("expected type 'bool' but found '([^']+)'.*");
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:mismatched input|extraneous input|no viable alternative at input|token recognition"
              + " error at:|missing .* at) '(.*?)'.*");
  private static final Pattern MISSING_KEY = Pattern.compile(".*key '([^']+)' is not present.*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> CONTACT =
      Set.of(
          "email",
          "phone",
          "first_name",
          "last_name",
          "gender",
          "date_of_birth",
          "street",
          "city",
          "postal_code");
  private static final Map<String, String> TYPES =
      Map.of(
          "string", "a text",
          "int", "a whole number",
          "double", "a number",
          "bool", "true or false",
          "null", "null",
          "dyn", "a value",
          "google.protobuf.Timestamp", "a time",
          "google.protobuf.Duration", "a duration",
          "event.presence", "something that only has() may ask for");

  private ConditionProblems() {}

  static void add(CelIssue issue, Scalar scalar, Problems problems) {
    String said = issue.getMessage().lines().findFirst().orElse("");
    int offset = offset(issue, scalar.text());
    Matcher undeclared = UNDECLARED.matcher(said);
    Matcher field = FIELD.matcher(said);
    if (undeclared.matches()) {
      String name = undeclared.group(1);
      problems.error(
          CODE,
          word(scalar, offset, name),
          "there is no \"" + name + "\" in an event",
          name,
          new TreeSet<>(EventShape.ROOTS.keySet()));
    } else if (field.matches()) {
      String name = field.group(1);
      Place place = word(scalar, offset, name);
      if (CONTACT.contains(name)) {
        problems.error(CODE, place, contact(name));
      } else {
        problems.error(
            CODE, place, "no member \"" + name + "\" here", name, siblings(scalar, name));
      }
    } else {
      problems.error(CODE, at(scalar, offset), plain(said));
    }
  }

  /** Why an evaluation failed, without a value of the event. */
  static String reason(CelEvaluationException e) {
    String said = String.valueOf(e.getMessage());
    Matcher missing = MISSING_KEY.matcher(said);
    if (missing.matches()) {
      return missing.group(1) + " is not in the event; ask has(...) before";
    }
    return switch (e.getErrorCode()) {
      case ITERATION_BUDGET_EXCEEDED -> "too many iterations";
      case DIVIDE_BY_ZERO -> "division by zero";
      case INDEX_OUT_OF_BOUNDS -> "a list is shorter than the condition expects";
      case OVERLOAD_NOT_FOUND -> "values of kinds that do not go together";
      case NUMERIC_OVERFLOW -> "a number is too large";
      case ATTRIBUTE_NOT_FOUND -> "something it reads is not in the event; ask has(...) before";
      default -> "it cannot be evaluated for this event";
    };
  }

  private static String contact(String name) {
    return "contact data are not visible in conditions; has(identity."
        + name
        + ") asks for presence";
  }

  private static String plain(String said) {
    Matcher overload = OVERLOAD.matcher(said);
    if (overload.matches()) {
      String types = overload.group(2).replace(".(", ", ").replaceAll("^\\(|\\)$", "");
      boolean numbers = types.contains("double") && types.contains("int");
      return "\""
          + overload.group(1).replace("_", "").replace("@", "")
          + "\" does not go with "
          + Stream.of(types.split(", "))
              .map(ConditionProblems::type)
              .collect(Collectors.joining(" and "))
          + (numbers ? "; amounts are numbers such as 5.0" : "");
    }
    Matcher result = RESULT.matcher(said);
    if (result.matches()) {
      return "a condition is true or false, and this is " + type(result.group(1));
    }
    Matcher syntax = SYNTAX.matcher(said);
    if (syntax.matches()) {
      return syntax.group(1).equals("<EOF>")
          ? "the condition ends too early"
          : "\"" + syntax.group(1) + "\" is not expected here";
    }
    return "this is not understood as a condition";
  }

  private static String type(String name) {
    return TYPES.getOrDefault(
        name,
        name.startsWith("list")
            ? "a list"
            : name.startsWith("map")
                ? "a mapping"
                : name.startsWith("event.")
                    ? name.replace("event.", "the members of ")
                    : "a value of another kind");
  }

  private static Collection<String> siblings(Scalar scalar, String name) {
    Matcher path =
        Pattern.compile("([a-z_]+)((?:\\.[a-z_]+)*)\\." + Pattern.quote(name) + "\\b")
            .matcher(scalar.text());
    if (!path.find()) {
      return List.of();
    }
    Shape shape = EventShape.ROOTS.get(path.group(1));
    for (String step : path.group(2).split("\\.")) {
      if (!step.isEmpty() && shape instanceof Struct struct) {
        shape = struct.members().get(step);
      }
    }
    return shape instanceof Struct struct ? new TreeSet<>(struct.members().keySet()) : List.of();
  }

  /** CEL counts lines from 1 and columns from 0, in code points. */
  private static int offset(CelIssue issue, String text) {
    int line = issue.getSourceLocation().getLine();
    int offset = 0;
    for (int passed = 1; passed < line && text.indexOf('\n', offset) >= 0; passed++) {
      offset = text.indexOf('\n', offset) + 1;
    }
    return Math.clamp((long) offset + issue.getSourceLocation().getColumn(), 0, text.length());
  }

  private static Place word(Scalar scalar, int offset, String name) {
    int found = scalar.text().indexOf(name, offset);
    return scalar.place().within(found < 0 ? offset : found, name.length());
  }

  private static Place at(Scalar scalar, int offset) {
    Matcher word = WORD.matcher(scalar.text());
    boolean atWord = word.find(Math.min(offset, scalar.text().length())) && word.start() == offset;
    return scalar.place().within(offset, atWord ? word.end() - offset : 1);
  }
}
