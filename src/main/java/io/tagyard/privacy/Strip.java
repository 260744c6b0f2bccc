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
  private final Map<String, JsonNode> device = new LinkedHashMap<>();
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();
  private int removed;

  /** A strip that keeps these fields for sealing. */
  Strip(Set<String> retained) {
    this.retained = retained;
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

  /**
   * The object without what must go, itself when nothing must; null when that emptied it. Most of
   * an event stays as it is, and copying it would cost as much as looking at it.
   *
   * @param phone its name where that says phone and so speaks for its members, {@code properties: {
   *     phone: { number: ... } }}; else empty
   */
  private @Nullable ObjectNode object(String phone, ObjectNode from, Treatment treatment) {
    ObjectNode to = null;
    int same = 0;
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      JsonNode value = member(phone, member.getKey(), member.getValue(), treatment);
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

  private @Nullable JsonNode member(String phone, String name, JsonNode value, Treatment parent) {
    if (parent.openMap() && Personal.in("", name)) {
      removed++;
      return null;
    }
    return treated(phone.isEmpty() ? name : phone, value, parent.of(name));
  }

  private @Nullable JsonNode treated(String name, JsonNode value, Treatment treatment) {
    return switch (treatment.kind()) {
      case SCRUB, SCRUB_STRICTLY -> scrubbed(name, value, treatment);
      case AS_SENT -> value;
      case ID -> Personal.in("", value.asText()) ? null : value;
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

  /**
   * In {@code properties} anything that looks like contact data goes, elsewhere what cannot be
   * mistaken: a click id or a category may well look like a phone number.
   */
  private @Nullable JsonNode scrubbed(String name, JsonNode value, Treatment treatment) {
    boolean strictly = treatment.kind() == Treatment.Kind.SCRUB_STRICTLY;
    if (value instanceof ObjectNode object) {
      return object(strictly && PhoneLook.isName(name) ? name : "", object, treatment);
    }
    if (value instanceof ArrayNode array) {
      return array(name, array, treatment);
    }
    boolean contact =
        (value.isTextual() || (value.isIntegralNumber() && strictly))
            && (strictly
                ? Personal.in(name, value.asText())
                : Personal.unmistakable(value.asText()));
    if (contact) {
      removed++;
      return null;
    }
    return strictly && value.isTextual() && value.textValue().indexOf('?') >= 0
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
