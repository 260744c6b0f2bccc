package io.tagyard.destination.definition;

import io.tagyard.destination.adapter.Adapters;
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

/** What {@code destination.yaml} may hold: the reader, the linter and the JSON Schema in one. */
public final class DefinitionForm {
  private static final String[] PURPOSES = {
    "measurement", "ad_user_data", "ad_personalisation", "affiliate_attribution", "analytics"
  };

  static final Field<String> DESTINATION =
      Field.required(
          "destination",
          FieldType.text("[a-z][a-z0-9-]{1,62}", "lower-case words with hyphens"),
          "Its name; the folder's too.");
  static final Field<String> TITLE =
      Field.required("title", FieldType.TEXT, "What people call it.");
  static final Field<String> DOCS =
      Field.optional("docs", FieldType.TEXT, "Where the platform documents it.");
  static final Field<String> API =
      Field.required("api", FieldType.TEXT, "The platform's API version.");
  static final Field<String> CHECKED =
      Field.required(
          "checked",
          FieldType.text("\\d{4}-\\d{2}-\\d{2}", "a date such as 2026-11-20"),
          "When the facts were checked.");
  static final Field<String> ENDS =
      Field.optional(
          "ends",
          FieldType.text("\\d{4}-\\d{2}-\\d{2}", "a date such as 2027-11-20"),
          "When the version ends.");
  static final Field<Reading> VERSION =
      Field.optional("version", Form.of("a version", API, CHECKED, ENDS), "Of the platform.");

  static final Field<List<Placed<String>>> NEEDS =
      Field.required(
          "needs", FieldType.choice(PURPOSES).list(), "Purposes without which nothing is sent.");
  static final Field<Boolean> RESTRICTED =
      Field.optional("restricted", FieldType.FLAG, "Whether the platform has a limited mode.");
  static final Field<Map<String, Placed<String>>> FIELDS =
      Field.optional(
          "fields", FieldType.choice(PURPOSES).map(), "Parts that are absent without a purpose.");
  static final Field<Reading> CONSENT =
      Field.required(
          "consent", Form.of("a consent", NEEDS, RESTRICTED, FIELDS), "What people must agree to.");

  static final Field<Map<String, Placed<Reading>>> SETTINGS =
      Field.optional("settings", Setting.FORM.map(), "What a connection gives.");
  static final Field<YamlNode> ACCEPTS =
      Field.required("accepts", FieldType.ANY, "Events it takes, and its words for them.");

  static final Field<List<Placed<YamlNode>>> ANY_OF =
      Field.optional("any", FieldType.ANY.list(), "At least one of these is there.");
  static final Field<List<Placed<YamlNode>>> ALL_OF =
      Field.optional("all", FieldType.ANY.list(), "All of these are there.");
  static final Field<Reading> REQUIRES =
      Field.optional(
          "requires",
          Form.of("a requirement", ANY_OF, ALL_OF),
          "What an event needs to be matched to a person.");

  static final Field<List<Placed<YamlNode>>> WARNINGS =
      Field.optional(
          "warnings",
          FieldType.ANY.list(),
          "Sentences about events that are sent all the same, each there only where it fits.");

  static final Field<Integer> BATCH =
      Field.optional("batch", FieldType.integer(1, 100_000), "Events in one request at most.");
  static final Field<Long> BODY_SIZE =
      Field.optional("body", FieldType.SIZE, "Size of one request at most.");
  static final Field<Duration> MAX_AGE =
      Field.optional("max_age", FieldType.DURATION, "The oldest event taken.");
  static final Field<Map<String, Placed<Duration>>> MAX_AGE_OF =
      Field.optional(
          "max_age_of",
          FieldType.DURATION.map(),
          "The oldest event taken from a channel that differs.");
  static final Field<Duration> FUTURE =
      Field.optional("future", FieldType.DURATION, "How far ahead an event may lie.");
  static final Field<Duration> TIMEOUT =
      Field.optional("timeout", FieldType.DURATION, "For one request.");
  static final Field<Rate> RATE = Field.optional("rate", FieldType.RATE, "Requests per time.");
  static final Field<Integer> PER_DAY =
      Field.optional("per_day", FieldType.integer(1, Integer.MAX_VALUE), "Requests per day.");
  static final Field<Duration> CORRECTION =
      Field.optional("correction", FieldType.DURATION, "Age up to which a correction is taken.");
  static final Field<Reading> LIMITS =
      Field.optional(
          "limits",
          Form.of(
              "limits",
              BATCH,
              BODY_SIZE,
              MAX_AGE,
              MAX_AGE_OF,
              FUTURE,
              TIMEOUT,
              RATE,
              PER_DAY,
              CORRECTION),
          "What the platform takes.");

  static final Field<Integer> DIGITS =
      Field.required(
          "digits", FieldType.integer(0, 4), "Digits that amounts have after the point.");
  static final Field<List<Placed<String>>> ALSO =
      Field.optional(
          "also",
          FieldType.text("[A-Z]{3}", "an ISO 4217 code such as JPY").list(),
          "Currencies of other digits whose amounts the platform documents.");
  static final Field<Reading> CURRENCIES =
      Field.optional(
          "currencies",
          Form.of("currencies", DIGITS, ALSO),
          "What it takes amounts in; left out = any currency.");

  static final Field<String> DEDUP_ID =
      Field.optional("id", FieldType.TEXT, "The platform's field for the event's id.");
  static final Field<Duration> DEDUP_WINDOW =
      Field.optional("window", FieldType.DURATION, "How long it remembers.");
  static final Field<Reading> DEDUP =
      Field.optional(
          "dedup", Form.of("a dedup", DEDUP_ID, DEDUP_WINDOW), "How the platform drops repeats.");

  static final Field<Map<String, Placed<Map<String, Placed<YamlNode>>>>> TABLES =
      Field.optional("tables", FieldType.ANY.map().map(), "Words to values, for map().");
  static final Field<YamlNode> RAW =
      Field.optional(
          "raw",
          FieldType.ANY,
          "Retained fields it may send, each with the page that asks for it.");
  static final Field<List<Placed<String>>> CORRECTS =
      Field.optional("corrects", FieldType.TEXT.list(), "Events that need the state of an order.");
  static final Field<String> ADAPTER =
      Field.optional(
          "adapter",
          FieldType.choice(Adapters.names().toArray(String[]::new)),
          "What the grammar cannot say.");
  static final Field<YamlNode> TEST_MODE =
      Field.optional(
          "test_mode", FieldType.ANY, "What must be set for a connection to take test events.");
  static final Field<List<Placed<Reading>>> REQUEST =
      Field.required(
          "request",
          RequestForm.FORM_OF_A_REQUEST.oneOrMany(),
          "The request, or a list: the first that fits.");
  static final Field<List<Placed<Reading>>> ANSWERS =
      Field.required(
          "answers", AnswerReader.RULE.list(), "What answers mean; the first that holds.");
  static final Field<YamlNode> PER_EVENT =
      Field.optional("per_event", FieldType.ANY, "Verdicts inside an answer that is accepted.");

  /** The whole file. */
  public static final Form FORM =
      Form.of(
          "a destination",
          DESTINATION,
          TITLE,
          DOCS,
          VERSION,
          CONSENT,
          SETTINGS,
          ACCEPTS,
          REQUIRES,
          WARNINGS,
          LIMITS,
          CURRENCIES,
          DEDUP,
          TABLES,
          RAW,
          CORRECTS,
          ADAPTER,
          TEST_MODE,
          REQUEST,
          ANSWERS,
          PER_EVENT);

  private DefinitionForm() {}
}
