package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.expression.Encoding;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Expression;
import io.tagyard.destination.expression.Template;
import io.tagyard.destination.expression.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address, split at load: values are encoded where they stand, so that none can make a
 * parameter, change the host or climb out of the path.
 *
 * @param base scheme, host and port; the scheme or nothing when {@code setting} gives the rest
 * @param setting of settings alone, what the address begins with; null without one
 * @param path after the host
 * @param query in order
 */
public record UrlPlan(
    String base, @Nullable Expression setting, Template path, List<Parameter> query) {
  /**
   * One parameter.
   *
   * @param value null for a name that stands alone
   */
  public record Parameter(String name, @Nullable Template value) {}

  /** Scheme, host, port and path; what is absent in them is noted as missing. */
  String upToQuery(Evaluation evaluation) {
    StringBuilder text = new StringBuilder(base);
    if (setting != null) {
      JsonNode value = setting.evaluate(evaluation);
      if (value == null) {
        evaluation.missed(setting.path().text());
      } else {
        String start = Values.text(value);
        text.append(start, 0, start.endsWith("/") ? start.length() - 1 : start.length());
      }
    }
    for (Template.Part part : path.parts()) {
      switch (part) {
        case Template.Literal(var literal) -> text.append(literal);
        case Template.Hole(var expression) -> {
          JsonNode value = expression.evaluate(evaluation);
          if (value == null) {
            evaluation.missed(expression.path().text());
          } else {
            text.append(Encoding.PERCENT.of(Values.text(value)));
          }
        }
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "address at " + base;
  }
}
