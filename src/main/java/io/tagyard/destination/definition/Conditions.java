package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Expression;
import io.tagyard.destination.expression.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * When an answer's rule holds: all of what it names.
 *
 * @param statuses first and last of each range; null = any status
 * @param silence whether no answer at all is meant
 * @param body paths to the values of which one must stand there
 * @param text what must be found in the answer's text; null = anything
 * @param textSetting a setting that holds that pattern; null without one
 * @param headers names to the values of which one must stand there
 * @param without what must be absent
 */
record Conditions(
    @Nullable List<int[]> statuses,
    boolean silence,
    Map<List<String>, List<JsonNode>> body,
    @Nullable Pattern text,
    @Nullable Expression textSetting,
    Map<String, List<JsonNode>> headers,
    List<Expression> without) {

  /** Known by its identity, so that nobody looks for it. */
  private static final Pattern NEVER = Pattern.compile("[^\\x00-\\x{10FFFF}]");

  /** With the pattern of its setting; one that is not set never holds. */
  Conditions bound(ObjectNode settings, BiFunction<String, String, Pattern> compile) {
    Expression setting = textSetting;
    if (setting == null) {
      return this;
    }
    JsonNode value = Evaluation.walk(settings, setting.path().steps());
    Pattern pattern =
        value == null ? NEVER : compile.apply(setting.path().last(), Values.text(value));
    return new Conditions(statuses, silence, body, pattern, null, headers, without);
  }

  /** Whether only the status counts. */
  boolean certain() {
    return body.isEmpty()
        && text == null
        && textSetting == null
        && headers.isEmpty()
        && without.isEmpty();
  }

  boolean covers(int status) {
    List<int[]> ranges = statuses;
    return ranges == null
        ? !silence
        : ranges.stream().anyMatch(range -> status >= range[0] && status <= range[1]);
  }

  boolean hold(AnswerFacts facts) {
    var reply = facts.reply();
    if (reply == null) {
      return silence && certain();
    }
    return covers(reply.status())
        && body.entrySet().stream()
            .allMatch(each -> oneOf(Evaluation.walk(facts.body(), each.getKey()), each.getValue()))
        && (text == null || text != NEVER && text.matcher(facts.text()).find())
        && headers.entrySet().stream()
            .allMatch(each -> oneOf(facts.header(each.getKey()), each.getValue()))
        && without.stream().allMatch(each -> each.evaluate(new Evaluation(facts)) == null);
  }

  private static boolean oneOf(@Nullable JsonNode found, List<JsonNode> wanted) {
    return found != null && wanted.stream().anyMatch(value -> same(found, value));
  }

  /** 190 and "190" are the same: platforms change their minds about that. */
  private static boolean same(JsonNode found, JsonNode wanted) {
    BigDecimal number = Values.number(wanted);
    BigDecimal other = Values.number(found);
    return number != null && other != null
        ? number.compareTo(other) == 0
        : found.isValueNode() && Values.text(found).equals(Values.text(wanted));
  }
}
