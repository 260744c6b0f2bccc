package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event's body without raw contact data: made for one event, used once. What may be kept sealed
 * is collected by path and leaves a JSON null in its place.
 */
final class Strip {
  private static final Set<String> DEVICE = Set.of("device.ip", "device.user_agent");
  private static final Map<String, String> FIELD_OF_PATH =
      Map.ofEntries(
          Map.entry("user.email", "email"),
          Map.entry("user.phone", "phone"),
          Map.entry("user.first_name", "first_name"),
          Map.entry("user.last_name", "last_name"),
          Map.entry("user.gender", "gender"),
          Map.entry("user.date_of_birth", "date_of_birth"),
          Map.entry("user.address.street", "street"),
          Map.entry("user.address.city", "city"),
          Map.entry("user.address.region", "region"),
          Map.entry("user.address.postal_code", "postal_code"));

  /** Never altered: they are what an event or an order is recognised by. */
  private static final Set<String> AS_SENT =
      Set.of("id", "name", "time", "source", "channel", "order.id");

  private static final List<String> URLS = List.of("page.url", "page.referrer");

  private final Set<String> retained;
  private final Map<String, JsonNode> device = new LinkedHashMap<>();
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();
  private int removed;

  /** A strip that keeps these fields for sealing. */
  Strip(Set<String> retained) {
    this.retained = retained;
  }

  ObjectNode body(ObjectNode body) {
    ObjectNode safe = object(body, "", false);
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

  /** The path of a retained field. */
  static String pathOf(String field) {
    return FIELD_OF_PATH.entrySet().stream()
        .filter(entry -> entry.getValue().equals(field))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** How many values were taken out because they looked like contact data in the wrong place. */
  int removed() {
    return removed;
  }

  /**
   * The object without what must go, itself when nothing must; null when that emptied it. Most of
   * an event stays as it is, and copying it would cost as much as looking at it.
   */
  private @Nullable ObjectNode object(ObjectNode from, String path, boolean open) {
    ObjectNode to = null;
    int same = 0;
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      JsonNode value = member(member, path, open);
      if (to == null && value == member.getValue()) {
        same++;
        continue;
      }
      to = to == null ? first(from, same) : to;
      if (value != null) {
        to.set(member.getKey(), value);
      }
    }
    return to == null ? from : to.isEmpty() ? null : to;
  }

  private @Nullable JsonNode member(Map.Entry<String, JsonNode> member, String path, boolean open) {
    String at = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
    if (open && Personal.in("", member.getKey())) {
      removed++;
      return null;
    }
    return open ? scrubbed(member.getValue(), member.getKey(), at) : known(member.getValue(), at);
  }

  /** A new object with the first members of another. */
  private static ObjectNode first(ObjectNode from, int members) {
    ObjectNode to = Json.mapper().createObjectNode();
    int left = members;
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      if (left-- == 0) {
        break;
      }
      to.set(member.getKey(), member.getValue());
    }
    return to;
  }

  private @Nullable JsonNode known(JsonNode value, String at) {
    String field = FIELD_OF_PATH.get(at);
    if (DEVICE.contains(at)) {
      device.put(at, value);
      return NullNode.getInstance();
    }
    if (field != null) {
      if (!retained.contains(field)) {
        return null;
      }
      fields.put(field, value);
      return NullNode.getInstance();
    }
    if (at.endsWith("_sha256") && (at.startsWith("user.") || at.startsWith("device."))) {
      return null;
    }
    if (at.equals("user.id") || at.equals("user.anonymous_id")) {
      return Personal.in("", value.asText()) ? null : value;
    }
    if (URLS.contains(at) && value.isTextual()) {
      Urls.Clean clean = Urls.clean(value.textValue());
      removed += clean.cut();
      return clean.cut() == 0 && clean.url().equals(value.textValue())
          ? value
          : Json.mapper().getNodeFactory().textNode(clean.url());
    }
    return AS_SENT.contains(at) ? value : scrubbed(value, "", at);
  }

  /**
   * In {@code properties} anything that looks like contact data goes, elsewhere what cannot be
   * mistaken: a click id or a category may well look like a phone number.
   */
  private @Nullable JsonNode scrubbed(JsonNode value, String name, String at) {
    boolean properties = at.equals("properties") || at.startsWith("properties.");
    if (value instanceof ObjectNode object) {
      return object(object, at, properties || OPEN.contains(at));
    }
    if (value instanceof ArrayNode array) {
      return array(array, name, at);
    }
    boolean contact =
        (value.isTextual() || (value.isIntegralNumber() && properties))
            && (properties
                ? Personal.in(name, value.asText())
                : Personal.unmistakable(value.asText()));
    if (contact) {
      removed++;
      return null;
    }
    return value;
  }

  private static final Set<String> OPEN = Set.of("click_ids", "cookies", "partner.sub_ids");

  private ArrayNode array(ArrayNode from, String name, String at) {
    ArrayNode to = Json.mapper().createArrayNode();
    boolean same = true;
    for (JsonNode element : from) {
      JsonNode kept = scrubbed(element, name, at);
      same &= kept == element;
      if (kept != null) {
        to.add(kept);
      }
    }
    return same ? from : to;
  }
}
