package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.PatternSyntaxException;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Outcome;
import io.tagyard.destination.Verdict;
import io.tagyard.destination.definition.AnswerRule.PerEvent;
import io.tagyard.destination.expression.Encoding;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Expression;
import io.tagyard.destination.expression.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a platform's answers mean: rules in order, the first that holds decides. Total, because the
 * linter refuses a definition that leaves a status or silence over.
 *
 * @param perEvent verdicts in every answer that would else be accepted; null without
 */
public record Answers(List<AnswerRule> rules, @Nullable PerEvent perEvent) {
  private static final int BECAUSE_MAX = 500;
  private static final List<String> GRAVITY =
      List.of("accepted", "duplicate", "unavailable", "throttled", "refused", "misconfigured");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  public Answers {
    rules = List.copyOf(rules);
  }

  /** Whether some answer tells of each event by itself. */
  public boolean tellsEach() {
    return perEvent != null || rules.stream().anyMatch(rule -> rule.perEvent() != null);
  }

  /** Whether a request that is refused whole is halved until the culprit is alone. */
  public boolean halves() {
    return rules.stream().anyMatch(AnswerRule::split);
  }

  /** With the patterns that settings hold; {@code wrong} is told a setting and what it is. */
  public Answers bound(ObjectNode settings, BiConsumer<String, String> wrong) {
    return new Answers(
        rules.stream()
            .map(rule ->
                rule.bound(
                    settings,
                    (setting, pattern) -> {
                      try {
                        return com.google.re2j.Pattern.compile(pattern);
                      } catch (PatternSyntaxException e) {
                        wrong.accept(setting, "no RE2 pattern: " + e.getDescription());
                        return com.google.re2j.Pattern.compile("");
                      }
                    }))
            .toList(),
        perEvent);
  }

  /** The verdict; {@code mask} hides secrets in the platform's words. */
  public Verdict judge(
      Answer answer, int elements, ObjectNode settings, UnaryOperator<String> mask) {
    if (answer instanceof Answer.Barred(String because)) {
      return new Verdict.Whole(new Outcome.Misconfigured(mask.apply(because)), false);
    }
    AnswerFacts facts =
        AnswerFacts.of(answer instanceof Answer.Replied reply ? reply : null, settings);
    AnswerRule rule =
        rules.stream()
            .filter(each -> each.holds(facts))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("answers: not total: " + answer));
    String word = rule.then() == null ? "accepted" : rule.then();
    PerEvent inside = rule.perEvent() != null ? rule.perEvent() : perEvent;
    if (inside != null && (rule.perEvent() != null || word.equals("accepted"))) {
      JsonNode list = inside.list().evaluate(new Evaluation(facts));
      if (list != null && list.isArray()) {
        return perEvent(inside, list, facts, elements, answer, mask);
      }
    }
    Outcome outcome = outcome(word, rule, facts, answer, mask);
    return new Verdict.Whole(outcome, rule.split() && elements > 1);
  }

  private static Verdict perEvent(
      PerEvent inside,
      JsonNode list,
      AnswerFacts facts,
      int elements,
      Answer answer,
      UnaryOperator<String> mask) {
    @Nullable Outcome[] outcomes = new Outcome[elements];
    AnswerRule others = new AnswerRule(null, inside.others(), null, null, false, null);
    for (int i = 0; i < list.size(); i++) {
      AnswerFacts entry = facts.entry(list.get(i));
      int at = index(inside.index(), entry, i);
      AnswerRule rule =
          inside.rules().stream().filter(each -> each.holds(entry)).findFirst().orElse(others);
      if (at >= 0 && at < elements) {
        String word = rule.then() == null ? inside.others() : rule.then();
        outcomes[at] = graver(outcomes[at], outcome(word, rule, entry, answer, mask));
      }
    }
    Outcome rest = outcome(inside.others(), others, facts, answer, mask);
    return new Verdict.PerEvent(
        Arrays.stream(outcomes).map(one -> one == null ? rest : one).toList());
  }

  /** Of two entries for one event, an error before a warning: the graver counts, else the first. */
  private static Outcome graver(@Nullable Outcome known, Outcome next) {
    if (known == null) {
      return next;
    }
    return GRAVITY.indexOf(known.word()) >= GRAVITY.indexOf(next.word()) ? known : next;
  }

  /** The number in a value such as 3 or "Index: 3"; the entry's own place without one. */
  private static int index(@Nullable Expression index, AnswerFacts entry, int place) {
    if (index == null) {
      return place;
    }
    JsonNode value = index.evaluate(new Evaluation(entry));
    Matcher number = NUMBER.matcher(value == null ? "" : Values.text(value));
    return number.find() ? Integer.parseInt(number.group()) : -1;
  }

  private static Outcome outcome(
      String word, AnswerRule rule, AnswerFacts facts, Answer answer, UnaryOperator<String> mask) {
    String because = mask.apply(because(rule, facts, answer));
    boolean local = answer instanceof Answer.Silence silence && silence.local();
    return switch (word) {
      case "accepted" -> new Outcome.Accepted(because);
      case "duplicate" -> new Outcome.Duplicate(because);
      case "throttled" -> new Outcome.Throttled(because, pause(rule, facts, answer));
      case "unavailable" -> new Outcome.Unavailable(because, local, pause(rule, facts, answer));
      case "refused" -> new Outcome.Refused(because);
      case "misconfigured" -> new Outcome.Misconfigured(because, pause(rule, facts, answer));
      default -> throw new IllegalStateException("outcome: " + word);
    };
  }

  private static String because(AnswerRule rule, AnswerFacts facts, Answer answer) {
    String said =
        rule.because() == null ? null : rule.because().text(new Evaluation(facts), Encoding.NONE);
    if (said != null && !said.isBlank()) {
      return said.length() > BECAUSE_MAX ? said.substring(0, BECAUSE_MAX) : said;
    }
    return switch (answer) {
      case Answer.Replied reply ->
          "HTTP " + reply.status() + (reply.note() == null ? "" : "; " + reply.note());
      case Answer.Silence silence -> silence.symptom();
      case Answer.Barred(String barred) -> barred;
    };
  }

  private static Optional<Duration> pause(AnswerRule rule, AnswerFacts facts, Answer answer) {
    if (!(answer instanceof Answer.Replied reply)) {
      return Optional.empty();
    }
    JsonNode asked = rule.pause() == null ? null : rule.pause().evaluate(new Evaluation(facts));
    JsonNode value = asked != null ? asked : facts.header("retry-after");
    if (value == null) {
      return Optional.empty();
    }
    JsonNode theirs = facts.header("date");
    Instant now =
        Optional.ofNullable(theirs)
            .flatMap(date -> HttpDates.read(date.asText(), reply.at()))
            .orElse(reply.at());
    return Pauses.read(Values.text(value), now);
  }
}
