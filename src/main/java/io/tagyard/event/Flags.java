package io.tagyard.event;

/** What the gateway did to an event on the way in, said on the event. */
public final class Flags {
  /** The sender gave no id; no deduplication. */
  public static final String ID_GENERATED = "id_generated";

  /** A browser gave no time; the time of receipt stands in. */
  public static final String TIME_ASSUMED = "time_assumed";

  /** The time lies ahead of the gateway's clock. */
  public static final String TIME_AHEAD = "time_ahead";

  /** {@code order.subtotal} was filled in from value, tax and shipping. */
  public static final String SUBTOTAL_DERIVED = "subtotal_derived";

  /** The lines of an order come to neither its subtotal nor its subtotal and tax. */
  public static final String LINES_DO_NOT_ADD_UP = "lines_do_not_add_up";

  /** A digest was sent beside a raw value and is not of it; the raw value counts. */
  public static final String HASH_MISMATCH = "hash_mismatch";

  /** A number for money had more than eight decimals and was rounded, half to even. */
  public static final String AMOUNT_ROUNDED = "amount_rounded";

  /** An identifier was sent as a number; its digits are its text. */
  public static final String TEXT_FROM_NUMBER = "text_from_number";

  /** Before the path of an identifier that was a spelled-out nothing or an unexpanded macro. */
  public static final String PLACEHOLDER = "placeholder:";

  /** Before the path of a member that was wrong, is required by nobody, and was left out. */
  public static final String DROPPED = "dropped:";

  /** {@code device.ip} was no address that a visitor can have. */
  public static final String IP_UNREADABLE = "ip_unreadable";

  /** A test: connections without a test mode withhold it. */
  public static final String TEST = "test";

  /** An e-mail address or a digest of one was sent, and no platform could use it. */
  public static final String EMAIL_UNUSABLE = "email_unusable";

  /** A phone number or a digest of one was sent, and no platform could use it. */
  public static final String PHONE_UNUSABLE = "phone_unusable";

  /** The phone number was read in the country of the address, and nothing else told a country. */
  public static final String PHONE_COUNTRY_FROM_ADDRESS = "phone_country_from_address";

  /** The event's or the order's id was contact data; a keyed digest stands in. */
  public static final String PERSONAL_IN_ID = "personal_in_id";

  private Flags() {}
}
