package io.tagyard.destination.expression;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may follow a root: docs/events.md and docs/expressions.md, as a tree of names. */
final class Members {
  /** A name and what may follow it; open = anything. */
  record Known(Map<String, Known> under, boolean open) {}

  private static final Known OPEN = new Known(Map.of(), true);
  private static final Known LEAF = new Known(Map.of(), false);
  private static final Pattern WORD = Pattern.compile("([a-z_0-9]+)([*{]?)|(})");

  private static final Map<Root, Known> BY_ROOT =
      Map.ofEntries(
          known(Root.PAGE, "url referrer title"),
          known(
              Root.USER,
              "id anonymous_id email phone first_name last_name gender date_of_birth"
                  + " address{street city region postal_code country}"),
          known(Root.DEVICE, "ip user_agent language id id_type"),
          known(Root.CLICK, "time"),
          known(
              Root.ORDER,
              "id value currency subtotal tax shipping discount coupon customer_type items*"
                  + " net_items*"),
          known(Root.PARTNER, "code click_id sub_ids*"),
          known(Root.ITEM, "id name brand category price quantity discount total net"),
          known(
              Root.IDENTITY,
              "email{basic google strip reddit amazon} phone{e164 digits}"
                  + " first_name{google meta space amazon ga4} last_name{google meta space amazon ga4}"
                  + " city{latin utf8} region{code} postal_code{short compact space} street{google ga4}"
                  + " country date_of_birth gender external_id{lower trim} ip"
                  + " device_id{lower upper}"),
          known(
              Root.CONSENT,
              "measurement ad_user_data ad_personalisation affiliate_attribution analytics"
                  + " ad_storage ad_personalization analytics_storage restricted regime country"
                  + " subdivision gpc limited_data_use tcf gpp usp"),
          known(
              Root.STATE,
              "event_id order_id name time channel accepted_as click_ids* currency original_value"
                  + " original_subtotal refunded refunded_subtotal remaining remaining_subtotal"
                  + " fully_reversed"),
          known(Root.ATTEMPT, "at number batch"),
          Map.entry(Root.CLICK_IDS, OPEN),
          Map.entry(Root.COOKIES, OPEN),
          Map.entry(Root.PROPERTIES, OPEN),
          Map.entry(Root.EVENT, OPEN),
          Map.entry(Root.VALUE, OPEN),
          Map.entry(Root.BODY, OPEN),
          Map.entry(Root.HEADERS, OPEN),
          Map.entry(Root.SETTINGS, OPEN),
          Map.entry(Root.ADAPTER, OPEN));

  private Members() {}

  /** What may follow this root. */
  static Known of(Root root) {
    return BY_ROOT.getOrDefault(root, LEAF);
  }

  /** Roots without a value of their own. */
  static boolean onlyMembers(Root root) {
    return root == Root.ATTEMPT || root == Root.CONSENT;
  }

  /** Whether what stands there can only be an object or a list, whatever the event is. */
  static boolean container(Path path, Map<String, String> settings) {
    if (path.root() == Root.SETTINGS) {
      String type = path.steps().size() == 1 ? settings.get(path.steps().getFirst()) : null;
      return "map".equals(type) || "list".equals(type);
    }
    Known known = path.root() == Root.BODY || path.root() == Root.VALUE ? LEAF : of(path.root());
    for (String step : path.steps()) {
      known = known.under().getOrDefault(step, LEAF);
    }
    return known.open() || !known.under().isEmpty();
  }

  /** Whether what stands there can be no object, whatever the event is. */
  static boolean noMap(Path path, Map<String, String> settings) {
    if (path.root() == Root.SETTINGS) {
      String type = path.steps().size() == 1 ? settings.get(path.steps().getFirst()) : null;
      return type != null && !type.equals("map");
    }
    Known known = of(path.root());
    for (String step : path.steps()) {
      if (known.open()) {
        return false;
      }
      known = known.under().getOrDefault(step, LEAF);
    }
    return known.equals(LEAF) || Elements.Over.of(path, settings) == Elements.Over.LIST;
  }

  /** All names that may stand at this step, for people. */
  static Set<String> names(Known known) {
    return new LinkedHashSet<>(known.under().keySet());
  }

  private static Map.Entry<Root, Known> known(Root root, String names) {
    return Map.entry(root, new Known(parse(WORD.matcher(names)), false));
  }

  private static Map<String, Known> parse(Matcher words) {
    Map<String, Known> under = new LinkedHashMap<>();
    while (words.find() && words.group(3) == null) {
      String name = words.group(1);
      Known known =
          switch (words.group(2)) {
            case "*" -> OPEN;
            case "{" -> new Known(parse(words), false);
            default -> LEAF;
          };
      under.put(name, known);
    }
    return under;
  }

  /** The variants of an identity kind; empty when it has none. */
  static List<String> variants(String kind) {
    Known known = of(Root.IDENTITY).under().get(kind);
    return known == null ? List.of() : List.copyOf(known.under().keySet());
  }
}
