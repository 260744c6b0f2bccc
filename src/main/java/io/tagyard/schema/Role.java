package io.tagyard.schema;

import java.util.Map;

/**
 * What a member of an event is for, where more is known than its JSON type: decides how what common
 * languages, tags and proxies write there is read.
 */
enum Role {
  /** Nothing special. */
  NONE,
  /** What somebody or something is recognised by. */
  IDENTIFIER,
  /** An identifier in an open map of click ids or sub ids. */
  CLICK_ID,
  /** A cookie: an identifier with parts, in an open map. */
  COOKIE,
  /** A text of digits that senders also write as a number. */
  NUMERAL,
  AMOUNT,
  QUANTITY,
  TIME,
  CHANNEL,
  ADDRESS,
  USER_AGENT,
  LANGUAGE,
  COUNTRY,
  /** One word of somebody's list. */
  WORD;

  private static final Map<String, Role> OF =
      Map.ofEntries(
          Map.entry("id", IDENTIFIER),
          Map.entry("order.id", IDENTIFIER),
          Map.entry("order.items[].id", IDENTIFIER),
          Map.entry("user.id", IDENTIFIER),
          Map.entry("user.anonymous_id", IDENTIFIER),
          Map.entry("device.id", IDENTIFIER),
          Map.entry("partner.code", IDENTIFIER),
          Map.entry("partner.click_id", IDENTIFIER),
          Map.entry("click_ids.*", CLICK_ID),
          Map.entry("partner.sub_ids.*", CLICK_ID),
          Map.entry("cookies.*", COOKIE),
          Map.entry("user.phone", NUMERAL),
          Map.entry("user.date_of_birth", NUMERAL),
          Map.entry("user.address.postal_code", NUMERAL),
          Map.entry("order.coupon", NUMERAL),
          Map.entry("order.value", AMOUNT),
          Map.entry("order.subtotal", AMOUNT),
          Map.entry("order.tax", AMOUNT),
          Map.entry("order.shipping", AMOUNT),
          Map.entry("order.discount", AMOUNT),
          Map.entry("order.items[].price", AMOUNT),
          Map.entry("order.items[].discount", AMOUNT),
          Map.entry("order.items[].quantity", QUANTITY),
          Map.entry("time", TIME),
          Map.entry("click.time", TIME),
          Map.entry("channel", CHANNEL),
          Map.entry("device.ip", ADDRESS),
          Map.entry("device.user_agent", USER_AGENT),
          Map.entry("device.language", LANGUAGE),
          Map.entry("device.id_type", WORD),
          Map.entry("order.customer_type", WORD),
          Map.entry("user.address.country", COUNTRY));

  /**
   * Of the member at this path; {@code []} stands for every element, {@code *} for every member.
   */
  static Role of(String path) {
    return OF.getOrDefault(path, NONE);
  }
}
