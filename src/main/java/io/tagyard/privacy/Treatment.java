package io.tagyard.privacy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a value at one place of an event, and of the places below it: a tree along the
 * event's own, made once, so that walking an event builds no paths.
 */
final class Treatment {
  /** What is done with a value. */
  enum Kind {
    /** Goes where it looks like contact data. */
    SCRUB,
    /** Goes where its own name says so, too. */
    SCRUB_NAMED,
    /** Never altered. */
    AS_SENT,
    /**
     * An id of the event or the order: something stands in for it when it looks like contact data.
     */
    KEY,
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

  /** Names, and what the schema lets be nothing but a number or a code. */
  private static final Set<String> AS_SENT =
      Set.of(
          "name",
          "time",
          "source",
          "channel",
          "click.time",
          "order.value",
          "order.subtotal",
          "order.tax",
          "order.shipping",
          "order.discount",
          "order.currency",
          "order.items.price",
          "order.items.discount",
          "order.items.quantity");

  private static final Set<String> KEYS = Set.of("id", "order.id");

  /** What programs made to tell one thing from another. */
  private static final Set<String> IDENTIFIERS =
      Set.of("device.id", "order.items.id", "partner.click_id", "click_ids", "cookies");

  private static final Set<String> IDS = Set.of("user.id", "user.anonymous_id");
  private static final Set<String> URLS = Set.of("page.url", "page.referrer");

  /** Maps whose members senders name as they like. */
  private static final Set<String> OPEN =
      Set.of("click_ids", "cookies", "partner.sub_ids", "properties");

  private static final Set<String> PERSONAL = Set.of("user", "user.address", "device");
  private static final String PROPERTIES = "properties";
  private static final String HASHED = "_sha256";

  private static final Treatment DIGEST_HERE = new Treatment(Kind.DIGEST, "", Ground.TEXT, false);
  private static final Treatment ANYWHERE = new Treatment(Kind.SCRUB, "", Ground.TEXT, false);

  /** The event itself. */
  static final Treatment EVENT = whole();

  private final Kind kind;
  private final String path;
  private final Ground ground;
  private final boolean openMap;
  private final boolean personal;
  private final Map<String, Treatment> members = new HashMap<>();
  private Treatment others = this;

  private Treatment(Kind kind, String path, Ground ground, boolean personal) {
    this.kind = kind;
    this.path = path;
    this.ground = ground;
    this.openMap = OPEN.contains(path);
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

  /** What sort of place it is. */
  Ground ground() {
    return ground;
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
    Treatment event = new Treatment(Kind.SCRUB, "", Ground.TEXT, false);
    event.others = ANYWHERE;
    for (Set<String> paths :
        List.of(
            PERSONAL,
            DEVICE,
            FIELD_OF_PATH.keySet(),
            AS_SENT,
            KEYS,
            IDS,
            IDENTIFIERS,
            URLS,
            OPEN)) {
      paths.forEach(path -> event.add("", List.of(path.split("\\."))));
    }
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
    boolean personal = PERSONAL.contains(path);
    Treatment named = new Treatment(kind(path), path, ground(path), personal);
    named.others =
        path.equals(PROPERTIES)
            ? named // all the way down
            : personal || OPEN.contains(path)
                ? new Treatment(named.kind, "", named.ground, personal)
                : ANYWHERE;
    return named;
  }

  private static Ground ground(String path) {
    return path.equals(PROPERTIES)
        ? Ground.NAMED
        : Stream.of(IDENTIFIERS, IDS, KEYS, AS_SENT).anyMatch(paths -> paths.contains(path))
            ? Ground.IDENTIFIER
            : Ground.TEXT;
  }

  private static Kind kind(String path) {
    return AS_SENT.contains(path)
        ? Kind.AS_SENT
        : KEYS.contains(path)
            ? Kind.KEY
            : IDS.contains(path)
                ? Kind.ID
                : URLS.contains(path)
                    ? Kind.URL
                    : DEVICE.contains(path)
                        ? Kind.DEVICE
                        : FIELD_OF_PATH.containsKey(path)
                            ? Kind.CONTACT
                            : OPEN.contains(path) ? Kind.SCRUB_NAMED : Kind.SCRUB;
  }
}
