package io.tagyard.route;

import io.tagyard.diagnostic.Field;
import io.tagyard.diagnostic.FieldType;
import io.tagyard.diagnostic.Form;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Rate;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What {@code workspace.yaml} may hold (docs/workspaces.md). */
public final class WorkspaceForm {
  /** How workspaces, sources, connections and routes may be called. */
  static final FieldType<String> NAME =
      FieldType.text(
          "[a-z0-9][a-z0-9_-]{0,62}",
          "a name: lower-case letters, digits, - and _, at most 63 of them");

  static final FieldType<String> ORIGIN =
      FieldType.text(
          "https?://[A-Za-z0-9.\\-\\[\\]:]+", "an origin such as https://shop.example, no path");

  static final Field<String> KIND =
      Field.required("kind", FieldType.choice("browser", "server", "partner"), "Who sends.");
  static final Field<List<Placed<YamlNode>>> KEY =
      Field.required(
          "key",
          FieldType.like(FieldType.TEXT).oneOrMany(),
          "The key it sends, or several while one is rotated.");
  static final Field<List<Placed<String>>> ORIGINS =
      Field.optional("origins", ORIGIN.oneOrMany(), "Origins a browser source may send from.");
  static final Field<String> CHANNEL =
      Field.optional(
          "channel",
          FieldType.choice("web", "app", "store", "phone", "crm", "other"),
          "Channel of its events that name none.");
  static final Field<Rate> QUOTA =
      Field.optional(
          "quota",
          FieldType.RATE,
          "Most events it may send in a period; more are answered 429. Left out = no limit.");
  static final Field<Boolean> STRICT =
      Field.optional(
          "strict",
          FieldType.FLAG,
          "Whether a warning refuses the whole request, for development. Left out = false.");
  static final Field<String> PHONES =
      Field.optional(
          "phones",
          FieldType.choice("international"),
          "Bare digits of its phone numbers begin with their country code.");
  static final Form SOURCE =
      Form.of("a source", KIND, KEY, ORIGINS, CHANNEL, QUOTA, STRICT, PHONES);

  static final Field<Integer> BATCH =
      Field.optional("batch", FieldType.integer(1, 10_000), "Events in one request at most.");
  static final Field<Duration> FLUSH =
      Field.optional("flush", FieldType.DURATION, "Longest wait for a batch to fill.");
  static final Field<Rate> RATE =
      Field.optional("rate", FieldType.RATE, "Most events in a period.");
  static final Field<Duration> TIMEOUT =
      Field.optional("timeout", FieldType.DURATION, "For one request.");
  static final Field<Duration> RETRY_FOR =
      Field.optional("retry_for", FieldType.DURATION, "How long a leg is tried again.");
  static final Field<Duration> MAX_AGE =
      Field.optional("max_age", FieldType.DURATION, "Oldest event that is sent.");
  static final Field<Duration> FUTURE =
      Field.optional("future", FieldType.DURATION, "How far ahead an event may lie.");
  static final Field<String> ORDER_BY =
      Field.optional("order_by", FieldType.choice("order.id"), "Keeps what belongs together.");
  static final Form DELIVERY =
      Form.of("delivery", BATCH, FLUSH, RATE, TIMEOUT, RETRY_FOR, MAX_AGE, FUTURE, ORDER_BY);

  static final Field<String> DESTINATION =
      Field.required("destination", FieldType.TEXT, "The kind of place events go.");
  static final Field<YamlNode> SETTINGS =
      Field.optional(
          "settings", FieldType.like(FieldType.ANY.map()), "What the destination asks for.");
  static final Field<YamlNode> ENDPOINT =
      Field.optional(
          "endpoint",
          FieldType.like(FieldType.TEXT),
          "Scheme, host and port instead of the platform's.");
  static final Field<Reading> TUNING =
      Field.optional("delivery", DELIVERY, "How it delivers; all of it may be left out.");
  static final Form CONNECTION = Form.of("a connection", DESTINATION, SETTINGS, ENDPOINT, TUNING);

  static final Field<String> REGION =
      Field.optional(
          "region",
          FieldType.choice("eea", "uk", "ch", "us", "other"),
          "Where people are when the event does not tell; left out = other.");
  static final Field<Boolean> TRUST_BROWSER_COUNTRY =
      Field.optional(
          "trust_browser_country",
          FieldType.FLAG,
          "Whether a page may say that its visitor is where silence grants; left out = false.");
  static final Form CONSENT = Form.of("consent", REGION, TRUST_BROWSER_COUNTRY);

  static final Field<String> WORKSPACE =
      Field.required("workspace", NAME, "The workspace's name: that of its folder.");
  static final Field<String> OWNER =
      Field.optional("owner", FieldType.TEXT, "Who to ask about it.");
  static final Field<Reading> CONSENT_DEFAULTS =
      Field.optional("consent", CONSENT, "What holds when the event does not tell.");
  static final Field<Map<String, Placed<Reading>>> SOURCES =
      Field.optional("sources", SOURCE.map(), "Who may send events.");
  static final Field<Map<String, Placed<Reading>>> CONNECTIONS =
      Field.optional("connections", CONNECTION.map(), "Where events can go.");
  static final Field<Map<String, Placed<String>>> REMOVED =
      Field.optional(
          "removed",
          FieldType.choice("keep", "drain", "drop").map(),
          "What happens to the backlog of a connection that was taken out.");

  /** The file. */
  public static final Form FILE =
      Form.of("a workspace", WORKSPACE, OWNER, CONSENT_DEFAULTS, SOURCES, CONNECTIONS, REMOVED);

  private WorkspaceForm() {}
}
