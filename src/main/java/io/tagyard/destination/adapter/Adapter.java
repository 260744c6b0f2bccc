package io.tagyard.destination.adapter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.expression.Facts;
import java.util.List;

/**
 * One small thing a platform wants that the grammar cannot say, bound to a connection's settings.
 * Immutable, thread-safe, never touches the network.
 */
public interface Adapter {
  /** Does nothing. */
  Adapter NONE = new Adapter() {};

  /** What expressions find under {@code adapter}; computed once for a leg. */
  default ObjectNode values(Facts facts) {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * The last hand on a request: signs it, adds headers. The body's bytes stay as they are.
   *
   * @param eventIds of the events in it, in order
   */
  default Outbound finish(Outbound request, List<String> eventIds, Attempt attempt) {
    return request;
  }
}
