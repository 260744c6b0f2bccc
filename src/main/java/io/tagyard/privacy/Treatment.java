package io.tagyard.privacy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a value at one place of an event, and of the places below it: a tree along the
 * event's own, made once, so that walking an event builds no paths.
 */
final class Treatment {
  /** What is done with a value. */
  enum Kind {
    /** Goes where it cannot be mistaken for anything but contact data. */
    SCRUB,
    /** Goes where it looks like contact data, also as a member's name. */
    SCRUB_STRICTLY,
    /** Never altered: what an event or an order is recognised by. */
    AS_SENT,
    /** An id that goes when it looks like contact data. */
    ID,
    /** A URL that is cleaned. */
    URL,
    /** Address and user agent: sealed. */
    DEVICE,
    /** Contact data: gone, or sealed where a route retains it. */
    CONTACT,
    /** A digest that was sent: it has become one of the event's digests. */
    DIGEST
  }

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
  private static final Set<String> AS_SENT =
      Set.of("id", "name", "time", "source", "channel", "order.id");
  private static final Set<String> IDS = Set.of("user.id", "user.anonymous_id");
  private static final Set<String> URLS = Set.of("page.url", "page.referrer");

  /** Maps whose members senders name as they like. */
  private static final Set<String> OPEN = Set.of("click_ids", "cookies", "partner.sub_ids");

  private static final Set<String> PERSONAL = Set.of("user", "user.address", "device");
  private static final String PROPERTIES = "properties";
  private static final String HASHED = "_sha256";

  private static final Treatment DIGEST_HERE = new Treatment(Kind.DIGEST, "", false, false);
  private static final Treatment ANYWHERE = new Treatment(Kind.SCRUB, "", false, false);

  /** The event itself. */
  static final Treatment EVENT = whole();

  private final Kind kind;
  private final String path;
  private final boolean openMap;
  private final boolean personal;
  private final Map<String, Treatment> members = new HashMap<>();
  private Treatment others = this;

  private Treatment(Kind kind, String path, boolean openMap, boolean personal) {
    this.kind = kind;
    this.path = path;
    this.openMap = openMap;
    this.personal = personal;
  }

  Kind kind() {
    return kind;
  }

  /** Its path, where it is one that something is known about. */
  String path() {
    return path;
  }

  /** The retained field's name; null when it is none. */
  @Nullable String field() {
    return FIELD_OF_PATH.get(path);
  }

  /** Whether the names of its members are the sender's own. */
  boolean openMap() {
    return openMap;
  }

  /** The treatment of a member. */
  Treatment of(String member) {
    Treatment known = members.get(member);
    if (known != null) {
      return known;
    }
    return personal && member.endsWith(HASHED) ? DIGEST_HERE : others;
  }

  /** The path of a retained field. */
  static String pathOf(String field) {
    return FIELD_OF_PATH.entrySet().stream()
        .filter(entry -> entry.getValue().equals(field))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static Treatment whole() {
    Treatment event = new Treatment(Kind.SCRUB, "", false, false);
    event.others = ANYWHERE;
    for (Set<String> paths :
        List.of(PERSONAL, DEVICE, FIELD_OF_PATH.keySet(), AS_SENT, IDS, URLS, OPEN)) {
      paths.forEach(path -> event.add("", List.of(path.split("\\."))));
    }
    event.add("", List.of(PROPERTIES));
    return event;
  }

  private void add(String parent, List<String> names) {
    String at = parent.isEmpty() ? names.getFirst() : parent + "." + names.getFirst();
    Treatment member = members.computeIfAbsent(names.getFirst(), name -> named(at));
    if (names.size() > 1) {
      member.add(at, names.subList(1, names.size()));
    }
  }

  private static Treatment named(String path) {
    if (path.equals(PROPERTIES)) {
      return new Treatment(Kind.SCRUB_STRICTLY, path, true, false); // all the way down
    }
    boolean personal = PERSONAL.contains(path);
    Treatment named = new Treatment(kind(path), path, OPEN.contains(path), personal);
    named.others = personal ? new Treatment(Kind.SCRUB, "", false, true) : ANYWHERE;
    return named;
  }

  private static Kind kind(String path) {
    return AS_SENT.contains(path)
        ? Kind.AS_SENT
        : IDS.contains(path)
            ? Kind.ID
            : URLS.contains(path)
                ? Kind.URL
                : DEVICE.contains(path)
                    ? Kind.DEVICE
                    : FIELD_OF_PATH.containsKey(path) ? Kind.CONTACT : Kind.SCRUB;
  }
}
