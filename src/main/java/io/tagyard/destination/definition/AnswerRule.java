package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import io.tagyard.destination.expression.Expression;
import io.tagyard.destination.expression.Template;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of answer means.
 *
 * @param when null = always
 * @param then an outcome's word; null when only {@code perEvent} decides
 * @param because in the platform's words; null = the status
 * @param pause how long one is asked for; null = the header Retry-After
 */
record AnswerRule(
    @Nullable Conditions when,
    @Nullable String then,
    @Nullable Template because,
    @Nullable Expression pause,
    boolean split,
    @Nullable PerEvent perEvent) {
  /**
   * Verdicts inside one answer.
   *
   * @param list where they stand
   * @param index in an entry, the number from 0 of its event; null = same order
   * @param others what events without an entry, and entries without a rule, are
   */
  record PerEvent(
      Expression list, @Nullable Expression index, List<AnswerRule> rules, String others) {}

  AnswerRule bound(ObjectNode settings, BiFunction<String, String, Pattern> compile) {
    Conditions condition = when == null ? null : when.bound(settings, compile);
    return new AnswerRule(condition, then, because, pause, split, perEvent);
  }

  boolean holds(AnswerFacts facts) {
    return when == null || when.hold(facts);
  }
}
