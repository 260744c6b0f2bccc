package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Expression;
import io.tagyard.destination.expression.Presence;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way a destination's request may look, compiled.
 *
 * @param number its place in the definition, from 0
 * @param events it is for; empty = all
 * @param when it is for, besides; null = always
 * @param urlSetting a whole template setting that is the address; null when {@code url} is it
 * @param path further segments of the address; null without
 * @param basic name and password of basic authentication; null without
 * @param batch what stands for the events in the body; null when a request is one event
 * @param batchBy what must be equal within a request
 * @param ofAttempt whether something in it belongs to the try
 * @param elementOfAttempt whether something that each event has of its own does
 * @param sameHead whether all but the body is the same for all events
 */
public record RequestPlan(
    int number,
    Set<String> events,
    @Nullable Presence when,
    Shape method,
    @Nullable UrlPlan url,
    @Nullable String urlSetting,
    @Nullable Shape path,
    @Nullable Shape query,
    @Nullable Shape headers,
    @Nullable Basic basic,
    Payload payload,
    Shape.@Nullable EachOfBatch batch,
    List<Expression> batchBy,
    boolean ofAttempt,
    boolean elementOfAttempt,
    boolean sameHead) {
  /** The requests that can be made with these settings, whatever the event is. */
  static List<RequestPlan> possible(List<RequestPlan> plans, ObjectNode settings) {
    Evaluation evaluation = new Evaluation(new SettingFacts(settings));
    List<RequestPlan> possible = new ArrayList<>();
    for (RequestPlan plan : plans) {
      Presence when = plan.when();
      boolean decided = when == null || when.reads(Root.SETTINGS);
      if (when == null || !decided || when.all(evaluation)) {
        possible.add(plan);
        if (decided && plan.events().isEmpty()) {
          break;
        }
      }
    }
    return possible;
  }

  /** Basic authentication. */
  public record Basic(Template name, Template password) {}
}
