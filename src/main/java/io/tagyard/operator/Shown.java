package io.tagyard.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Fault;
import io.tagyard.event.SafeEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A safe event as people see it: what was kept, consent, digests and sealed values by name only.
 */
final class Shown {
  private Shown() {}

  static ObjectNode event(SafeEvent event) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("workspace", event.workspace()).put("source", event.source());
    shown.put("id", event.id()).put("name", event.name()).put("time", event.time().toString());
    shown.put("channel", event.channel()).put("received_at", event.receivedAt().toString());
    shown.put("schema", event.name());
    event.flags().stream().sorted().forEach(shown.putArray("flags")::add);
    shown.set("event", withoutPlaceholders(event.body()));
    shown.set("consent", consent(event.consent()));
    event.digests().byVariant().keySet().forEach(shown.putArray("digests")::add);
    ArrayNode sealed = shown.putArray("sealed");
    event.sealed().forEach(part -> part.paths().forEach(sealed::add));
    return shown;
  }

  static ObjectNode consent(ConsentRecord record) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("regime", record.regime().toString()).put("region", record.region());
    shown.put("country", record.country()).put("subdivision", record.subdivision());
    ObjectNode purposes = shown.putObject("purposes");
    record
        .purposes()
        .forEach((purpose, signal) ->
            purposes
                .putObject(purpose.word())
                .put("signal", signal.toString())
                .put("by", record.decidedBy().getOrDefault(purpose, "")));
    shown.put("gpc", record.gpc()).put("limited_data_use", record.limitedDataUse());
    Stream.concat(record.unread().stream(), record.unknown().stream())
        .distinct()
        .sorted()
        .forEach(shown.putArray("unread")::add);
    return shown;
  }

  static void faults(ArrayNode errors, List<Fault> faults) {
    faults.forEach(fault ->
        errors
            .addObject()
            .put("path", fault.path())
            .put("message", fault.message())
            .put("expected", fault.expected()));
  }

  /** A null holds the place of a sealed value, which people are told of by name. */
  private static JsonNode withoutPlaceholders(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      JsonNode value = withoutPlaceholders(member.getValue());
      boolean emptied = value.isObject() && value.isEmpty() && !member.getValue().isEmpty();
      if (!value.isNull() && !emptied) {
        copy.set(member.getKey(), value);
      }
    }
    return copy;
  }
}
