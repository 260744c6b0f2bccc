package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event's body without raw contact data: made for one event, used once. What may be kept sealed
 * is collected by path and leaves a JSON null in its place.
 */
final class Strip {
  private final Set<String> retained;
  private final Ids ids;
  private final Map<String, JsonNode> device = new LinkedHashMap<>();
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();
  private int removed;
  private boolean renamed;

  /** A strip that keeps these fields for sealing, and has these stand in for ids. */
  Strip(Set<String> retained, Ids ids) {
    this.retained = retained;
    this.ids = ids;
  }

  ObjectNode body(ObjectNode body) {
    ObjectNode safe = object("", body, Treatment.EVENT);
    return safe == null ? Json.mapper().createObjectNode() : safe;
  }

  /** Address and user agent, by path. */
  Map<String, JsonNode> device() {
    return device;
  }

  /** Raw values of retained fields, by field. */
  Map<String, JsonNode> fields() {
    return fields;
  }

  /** How many values were taken out because they looked like contact data in the wrong place. */
  int removed() {
    return removed;
  }

  /** Whether something stands in for an id of the event or the order. */
  boolean renamed() {
    return renamed;
  }

  /**
   * The object without what must go, itself when nothing must; null when that emptied it. Most of
   * an event stays as it is, and copying it would cost as much as looking at it.
   *
   * @param name its name where that may speak for its members, {@code properties: { phone: {
   *     number: ... } }}; else empty
   */
  private @Nullable ObjectNode object(String name, ObjectNode from, Treatment treatment) {
    ObjectNode to = null;
    int same = 0;
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      JsonNode value = member(name, member.getKey(), member.getValue(), treatment);
      if (to == null && value == member.getValue()) {
        same++;
        continue;
      }
      to = to == null ? Json.first(from, same) : to;
      if (value != null) {
        to.set(member.getKey(), value);
      }
    }
    return to == null ? from : to.isEmpty() ? null : to;
  }

  private @Nullable JsonNode member(
      String parent, String name, JsonNode value, Treatment treatment) {
    if (treatment.openMap() && Personal.in(Ground.TEXT, "", name)) {
      removed++;
      return null;
    }
    Treatment of = treatment.of(name);
    boolean named = of.kind() == Treatment.Kind.SCRUB_NAMED && !of.openMap() || treatment.openMap();
    return treated(named ? NameLook.inherited(parent, name) : "", value, of);
  }

  private @Nullable JsonNode treated(String name, JsonNode value, Treatment treatment) {
    return switch (treatment.kind()) {
      case SCRUB, SCRUB_NAMED -> scrubbed(name, value, treatment);
      case AS_SENT -> value;
      case KEY -> key(value, treatment);
      case ID -> Personal.in(Ground.IDENTIFIER, "", value.asText()) ? null : value;
      case URL ->
          value.isTextual() ? url(value.textValue(), value) : scrubbed(name, value, treatment);
      case DIGEST -> null;
      case DEVICE -> {
        device.put(treatment.path(), value);
        yield NullNode.getInstance();
      }
      case CONTACT -> contact(value, treatment);
    };
  }

  private JsonNode key(JsonNode value, Treatment treatment) {
    String id = value.asText();
    String kept = ids.kept(treatment.path(), id);
    renamed |= !kept.equals(id);
    return kept.equals(id) ? value : Json.mapper().getNodeFactory().textNode(kept);
  }

  private @Nullable JsonNode contact(JsonNode value, Treatment treatment) {
    String field = treatment.field();
    if (field == null || !retained.contains(field)) {
      return null;
    }
    fields.put(field, value);
    return NullNode.getInstance();
  }

  private JsonNode url(String url, JsonNode value) {
    Urls.Clean clean = Urls.clean(url);
    removed += clean.cut();
    return clean.cut() == 0 && clean.url().equals(url)
        ? value
        : Json.mapper().getNodeFactory().textNode(clean.url());
  }

  /** What looks like contact data goes; what else that may be depends on the place. */
  private @Nullable JsonNode scrubbed(String name, JsonNode value, Treatment treatment) {
    if (value instanceof ObjectNode object) {
      return object(name, object, treatment);
    }
    if (value instanceof ArrayNode array) {
      return array(name, array, treatment);
    }
    boolean open = treatment.ground() == Ground.NAMED;
    boolean looked = value.isTextual() || open && value.isIntegralNumber();
    if (looked && Personal.in(treatment.ground(), name, value.asText())) {
      removed++;
      return null;
    }
    return open && value.isTextual() && value.textValue().indexOf('?') >= 0
        ? url(value.textValue(), value)
        : value;
  }

  private ArrayNode array(String name, ArrayNode from, Treatment treatment) {
    ArrayNode to = Json.mapper().createArrayNode();
    boolean same = true;
    for (JsonNode element : from) {
      JsonNode kept = scrubbed(name, element, treatment);
      same &= kept == element;
      if (kept != null) {
        to.add(kept);
      }
    }
    return same ? from : to;
  }
}
