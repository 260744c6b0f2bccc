package io.tagyard.diagnostic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Problems as people and machines read them (docs/problems.md). A line is quoted with every secret
 * that stands in it in clear text starred out.
 */
public final class Report {
  private static final int QUOTE_MAX = 120;

  /** The code of a secret written in clear text: its place is never quoted. */
  public static final String CLEAR_TEXT = "secret-in-clear-text";

  private final List<Problem> problems;

  private Report(List<Problem> problems) {
    this.problems = problems;
  }

  /** A report of these problems, sorted by place, each once. */
  public static Report of(List<Problem> problems) {
    return new Report(problems.stream().distinct().sorted(Problem.BY_PLACE).toList());
  }

  /**
   * As text: every problem with its line and the line before, then one closing line.
   *
   * @param closing what becomes of it, for example {@code the gateway goes on with revision
   *     7f3a91c}
   */
  public String text(Optional<String> closing) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      text.append(text(problem)).append('\n');
    }
    text.append(summary());
    closing.ifPresent(words -> text.append("; ").append(words));
    return text.append('\n').toString();
  }

  /** As a JSON array, in the same order. */
  public ArrayNode json() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Problem problem : problems) {
      Place place = problem.place();
      ObjectNode one =
          list.addObject()
              .put("code", problem.code())
              .put("severity", severity(problem))
              .put("file", place.source().file())
              .put("line", place.line())
              .put("column", place.column())
              .put("length", place.length())
              .put("message", problem.message())
              .put("page", page(problem));
      problem.allowed().forEach(one.putArray("allowed")::add);
      problem.guess().ifPresent(guess -> one.put("did_you_mean", guess));
    }
    return list;
  }

  /** As annotations of GitHub's workflow commands, one line each. */
  public String github() {
    return problems.stream()
        .map(problem ->
            "::%s file=%s,line=%d,col=%d,endColumn=%d,title=%s::%s"
                .formatted(
                    severity(problem),
                    escaped(problem.place().source().file(), true),
                    problem.place().line(),
                    problem.place().column(),
                    problem.place().column() + problem.place().length(),
                    problem.code(),
                    escaped(problem.message() + guess(problem), false)))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** How many problems in how many files, in one line. */
  public String summary() {
    if (problems.isEmpty()) {
      return "no problems";
    }
    long errors = problems.stream().filter(Problem::isError).count();
    long warnings = problems.size() - errors;
    List<String> kinds = new ArrayList<>();
    if (errors > 0) {
      kinds.add(counted(errors, "error"));
    }
    if (warnings > 0) {
      kinds.add(counted(warnings, "warning"));
    }
    long files =
        problems.stream().map(problem -> problem.place().source().file()).distinct().count();
    return counted(problems.size(), "problem")
        + " ("
        + String.join(", ", kinds)
        + ") in "
        + counted(files, "file");
  }

  private String text(Problem problem) {
    Place place = problem.place();
    StringBuilder text = new StringBuilder(problem.headline()).append('\n');
    String line = shown(place.source(), place.line());
    int start = Math.max(0, Math.min(place.column() - 1, line.length()) - QUOTE_MAX / 2);
    if (line.length() <= QUOTE_MAX) {
      start = 0;
    }
    if (place.line() > 1) {
      quote(text, place.line() - 1, window(shown(place.source(), place.line() - 1), 0));
    }
    if (place.line() <= place.source().lines().size()) {
      quote(text, place.line(), window(line, start));
      text.append("     | ").append(carets(line, place, start)).append('\n');
    }
    if (!problem.allowed().isEmpty()) {
      text.append("   allowed: ").append(String.join(", ", problem.allowed())).append('\n');
    }
    problem.guess().ifPresent(word -> text.append("   did you mean: " + word + "?\n"));
    text.append("   see ").append(page(problem)).append('\n');
    return text.toString();
  }

  private static void quote(StringBuilder text, int number, String line) {
    text.append("%4d | %s".formatted(number, line).stripTrailing()).append('\n');
  }

  private static String window(String line, int start) {
    int end = Math.min(line.length(), start + QUOTE_MAX);
    return (start > 0 ? "…" : "") + line.substring(start, end) + (end < line.length() ? "…" : "");
  }

  private static String carets(String line, Place place, int start) {
    int from = Math.min(place.column() - 1, line.length());
    String before = (start > 0 ? " " : "") + line.substring(Math.min(start, from), from);
    int room = Math.max(1, Math.min(line.length(), start + QUOTE_MAX) - from);
    // tabs stay tabs, so that the carets stand below what they mean
    return before.replaceAll("[^\t]", " ") + "^".repeat(Math.min(place.length(), room));
  }

  /** A line with the secrets that stand in it in clear text starred out. */
  private String shown(SourceText source, int number) {
    StringBuilder line = new StringBuilder(source.line(number));
    for (Problem problem : problems) {
      Place place = problem.place();
      if (problem.code().equals(CLEAR_TEXT)
          && place.line() == number
          && place.source().file().equals(source.file())) {
        int from = Math.min(place.column() - 1, line.length());
        int to = Math.min(from + place.length(), line.length());
        line.replace(from, to, "*".repeat(to - from));
      }
    }
    return line.toString();
  }

  private static String page(Problem problem) {
    return "docs/problems/" + problem.code() + ".md";
  }

  private static String severity(Problem problem) {
    return problem.isError() ? "error" : "warning";
  }

  private static String guess(Problem problem) {
    return problem.guess().map(word -> " (did you mean: " + word + "?)").orElse("");
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String escaped(String text, boolean property) {
    String escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    return property ? escaped.replace(":", "%3A").replace(",", "%2C") : escaped;
  }
}
