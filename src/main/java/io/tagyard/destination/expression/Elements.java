package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code each:} goes over: the elements of a list, or the members of a map. */
public record Elements(Expression of, Over over) {
  /** What the value is, as far as it is known without the event. */
  public enum Over {
    LIST(EnumSet.of(Root.ITEM, Root.INDEX, Root.INDEX0)),
    MAP(EnumSet.of(Root.KEY, Root.VALUE, Root.INDEX, Root.INDEX0)),
    EITHER(Root.OF_AN_ITEM);

    private static final Set<String> LISTS = Set.of("order.items", "order.net_items");
    private static final Set<String> MAPS =
        Set.of("click_ids", "cookies", "properties", "event", "partner.sub_ids", "state.click_ids");

    private final Set<Root> roots;

    Over(Set<Root> roots) {
      this.roots = roots;
    }

    /** What has a value for each of its elements. */
    Set<Root> roots() {
      return roots;
    }

    /** Of what stands at this path. */
    static Over of(Path path, Map<String, String> settings) {
      String type =
          path.root() == Root.SETTINGS && path.steps().size() == 1
              ? settings.get(path.steps().getFirst())
              : "";
      if (LISTS.contains(path.text()) || "list".equals(type)) {
        return LIST;
      }
      return MAPS.contains(path.text()) || "map".equals(type) ? MAP : EITHER;
    }

    /** Of an expression; what functions make is not known. */
    static Over of(@Nullable Expression expression, Map<String, String> settings) {
      return expression == null || !expression.bare() ? EITHER : of(expression.path(), settings);
    }
  }

  /** Runs this for each element, with its names in the evaluation; whether there are any. */
  boolean each(Evaluation evaluation, Runnable one) {
    JsonNode elements = of.evaluate(evaluation);
    if (elements == null || elements.isEmpty()) {
      return false;
    }
    evaluation.each(elements, over == Over.EITHER, one);
    return true;
  }
}
