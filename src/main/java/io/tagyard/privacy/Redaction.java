package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.event.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What people see of an event that was not taken: its structure, with the values that cannot be
 * personal. Everything else is a mark such as {@code ‹email›}, also values of unknown members and
 * values of the wrong kind, because a name in the wrong place is still a name.
 */
public final class Redaction {
  private static final int TEXT_MAX = 256;
  private static final int SCALE_MAX = 40;
  private static final int VALUES_MAX = 5_000;
  private static final String MORE = "‹more›";
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final Pattern AMOUNT =
      Pattern.compile("[-+]?[0-9.,]{1,20}(?:[eE][-+]?[0-9]{1,9})?");
  private static final Pattern ALL = Pattern.compile("(?s).*");

  /** Which values are shown, and what they must look like for it. {@code [*]} = any element. */
  private static final Map<String, Pattern> SHOWN = shown();

  private static final Set<String> OPEN =
      Set.of("click_ids", "cookies", "partner.sub_ids", "properties", "consent.purposes");
  private static final Set<String> URLS = Set.of("page.url", "page.referrer");
  private static final Map<String, String> MARKS = marks();

  /** How a place is treated in a valid event, and whether its members' names are the sender's. */
  private record At(Treatment treatment, boolean open) {
    At of(String member) {
      return new At(treatment.of(member), open);
    }

    At opened() {
      return open ? this : new At(treatment, true);
    }

    Ground ground() {
      return treatment.ground();
    }
  }

  private int values;

  private Redaction() {}

  /**
   * The content with marks for values; never fails, whatever was sent. Of huge content only the
   * first values are shown.
   */
  public static JsonNode of(JsonNode content) {
    return new Redaction().node(content, "", "", new At(Treatment.EVENT, false));
  }

  private JsonNode node(JsonNode node, String path, String name, At at) {
    if (node instanceof ObjectNode object) {
      return object(object, path, name, at.open() || OPEN.contains(path) ? at.opened() : at);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = Json.mapper().createArrayNode();
      for (JsonNode element : array) {
        if (++values > VALUES_MAX) {
          return copy.add(MORE);
        }
        copy.add(node(element, path + "[*]", name, at));
      }
      return copy;
    }
    return leaf(node, path, name, at);
  }

  private ObjectNode object(ObjectNode object, String path, String parent, At at) {
    ObjectNode copy = Json.mapper().createObjectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (++values > VALUES_MAX) {
        return copy.put(MORE, MORE);
      }
      String name = member.getKey();
      String shown =
          WORD.matcher(name).matches() && !Personal.in(Ground.TEXT, "", name) ? name : "‹name›";
      for (int i = 2; copy.has(shown); i++) {
        shown = "‹name " + i + "›";
      }
      String to = path.isEmpty() ? name : path + "." + name;
      String said = at.open() ? NameLook.inherited(parent, name) : "";
      copy.set(shown, node(member.getValue(), to, said, at.of(name)));
    }
    return copy;
  }

  private static JsonNode leaf(JsonNode value, String path, String name, At at) {
    String mark = MARKS.get(path);
    if (mark != null && !value.isNull()) {
      return TextNode.valueOf(mark);
    }
    if (value.isBoolean() || value.isNull()) {
      return value;
    }
    if (value.isNumber() && !writable(value)) {
      return TextNode.valueOf("‹number›");
    }
    Pattern form = at.open() ? ALL : SHOWN.get(path);
    String sent = value.isTextual() ? value.textValue() : "";
    boolean link = URLS.contains(path) || at.open() && sent.indexOf('?') >= 0;
    String text = link ? Urls.clean(sent).url() : sent;
    String look = Personal.look(at.ground(), name, value.isTextual() ? text : number(value));
    if (form == null || (value.isTextual() && !form.matcher(text).matches())) {
      return TextNode.valueOf(value.isTextual() ? "‹text›" : "‹number›");
    }
    if (!look.isEmpty()) {
      return TextNode.valueOf("‹" + look + "›");
    }
    return text.length() > TEXT_MAX
        ? TextNode.valueOf(text.substring(0, TEXT_MAX) + "…")
        : text.equals(sent) ? value : TextNode.valueOf(text);
  }

  /** Written out, 1e999999999 would fill the memory. */
  private static boolean writable(JsonNode number) {
    return number.isDouble() || number.isFloat()
        ? Double.isFinite(number.doubleValue())
        : Math.abs((long) number.decimalValue().scale()) <= SCALE_MAX;
  }

  private static String number(JsonNode value) {
    return value.isIntegralNumber() ? value.asText() : "";
  }

  private static Map<String, Pattern> shown() {
    Map<String, Pattern> shown = new HashMap<>();
    for (String path :
        ("id name time source channel device.language device.id_type click.time order.id"
                + " order.currency order.customer_type partner.code partner.click_id"
                + " consent.ad_storage consent.ad_user_data consent.ad_personalization"
                + " consent.analytics_storage consent.limited_data_use consent.gpc consent.usp"
                + " consent.country consent.subdivision user.address.country user.id"
                + " user.anonymous_id order.items[*].id order.coupon")
            .split(" ", -1)) {
      shown.put(path, WORD);
    }
    for (String path :
        ("order.value order.subtotal order.tax order.shipping order.discount"
                + " order.items[*].price order.items[*].quantity order.items[*].discount")
            .split(" ", -1)) {
      shown.put(path, AMOUNT);
    }
    for (String path :
        ("page.url page.referrer page.title order.items[*].name order.items[*].brand"
                + " order.items[*].category")
            .split(" ", -1)) {
      shown.put(path, ALL);
    }
    return Map.copyOf(shown);
  }

  private static Map<String, String> marks() {
    Map<String, String> marks = new HashMap<>();
    for (Identifier identifier : Identifier.values()) {
      if (identifier != Identifier.COUNTRY && identifier != Identifier.EXTERNAL_ID) {
        marks.put(identifier.path(), "‹" + identifier.kind() + "›");
      }
      for (String part : new String[] {"_sha256", "_sha256.value", "_sha256.profile"}) {
        marks.put(identifier.path() + part, "‹digest›");
      }
    }
    marks.put("device.user_agent", "‹user_agent›");
    return Map.copyOf(marks);
  }
}
