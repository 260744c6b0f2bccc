package io.tagyard.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cel.runtime.CelVariableResolver;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.Purpose;
import io.tagyard.route.Shape.Struct;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event as the variables of a condition; nothing is converted before it is asked for. */
final class EventView implements CelVariableResolver {
  private static final JsonNode EMPTY = JsonNodeFactory.instance.objectNode();

  private final OpenEvent event;

  EventView(OpenEvent event) {
    this.event = event;
  }

  @Override
  public Optional<Object> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "id" -> event.safe().id();
          case "name" -> event.safe().name();
          case "time" -> event.safe().time();
          case "source" -> event.safe().source();
          case "channel" -> event.safe().channel();
          case "consent" -> consent(event.safe().consent());
          case "identity" -> identity();
          default -> member(name);
        });
  }

  private @Nullable Object member(String root) {
    Shape shape = EventShape.ROOTS.get(root);
    JsonNode content = event.safe().body().path(root);
    return switch (shape) {
      case Struct struct -> new StructView(struct, content, this::opened, root + ".");
      case null -> null;
      default -> JsonValues.convert(shape, content.isMissingNode() ? EMPTY : content);
    };
  }

  private JsonNode opened(String path) {
    JsonNode raw = event.opened().get(path);
    if (raw != null) {
      return raw;
    }
    BigDecimal subtotal = event.safe().subtotal();
    return path.equals("order.subtotal") && subtotal != null
        ? DecimalNode.valueOf(subtotal)
        : MissingNode.getInstance();
  }

  private Map<String, Object> identity() {
    Map<String, Object> present = new HashMap<>();
    for (String kind : EventShape.IDENTIFIERS) {
      if (event.safe().digests().any(kind)) {
        present.put(kind, Map.of());
      }
    }
    return present;
  }

  private static Map<String, Object> consent(ConsentRecord record) {
    Map<String, Object> members = new HashMap<>(record.asSent());
    for (Purpose purpose : Purpose.values()) {
      record.about(purpose).ifPresent(signal -> members.put(purpose.word(), signal.toString()));
    }
    members.put("regime", record.regime().toString());
    members.put("gpc", record.gpc());
    members.put("limited_data_use", record.limitedDataUse());
    if (record.country() != null) {
      members.put("country", record.country());
    }
    if (record.subdivision() != null) {
      members.put("subdivision", record.subdivision());
    }
    return members;
  }
}
