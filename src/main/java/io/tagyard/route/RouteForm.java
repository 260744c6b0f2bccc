package io.tagyard.route;

import io.tagyard.diagnostic.Field;
import io.tagyard.diagnostic.FieldType;
import io.tagyard.diagnostic.Form;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.event.Purpose;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a route's file may hold (docs/routes.md). */
public final class RouteForm {
  static final FieldType<String> PURPOSE =
      FieldType.choice(Stream.of(Purpose.values()).map(Purpose::word).toArray(String[]::new));

  static final Field<String> CONNECTION =
      Field.required("connection", FieldType.TEXT, "The connection's name.");
  static final Field<YamlNode> TARGET_WHEN =
      Field.optional("when", FieldType.like(FieldType.TEXT), "Condition for this target only.");
  static final Field<YamlNode> MAP =
      Field.optional("map", FieldType.like(FieldType.ANY.map()), "Values laid over the request.");
  static final Form TARGET = Form.of("a target", CONNECTION, TARGET_WHEN, MAP);

  static final Field<List<Placed<String>>> ALSO =
      Field.optional("also", PURPOSE.oneOrMany(), "Purposes needed besides the destination's.");
  static final Field<List<Placed<String>>> WITHOUT =
      Field.optional("without", PURPOSE.oneOrMany(), "Purposes not needed here, for a reason.");
  static final Field<String> BECAUSE =
      Field.optional("because", FieldType.TEXT, "Why fewer purposes are enough.");
  static final Field<Duration> HOLD =
      Field.optional("hold", FieldType.DURATION, "How long an unset need waits.");
  static final Form CONSENT = Form.of("consent", ALSO, WITHOUT, BECAUSE, HOLD);

  static final Field<List<Placed<String>>> FIELDS =
      Field.required(
          "fields",
          FieldType.choice(
                  "email",
                  "phone",
                  "first_name",
                  "last_name",
                  "gender",
                  "date_of_birth",
                  "street",
                  "city",
                  "region",
                  "postal_code")
              .oneOrMany(),
          "Contact data that stay readable, sealed.");
  static final Field<String> REASON =
      Field.required("reason", FieldType.TEXT, "Why they must stay readable.");
  static final Field<Duration> FOR =
      Field.required("for", FieldType.DURATION, "How long, from receipt.");
  static final Form RETAIN = Form.of("retain_raw", FIELDS, REASON, FOR);

  static final Field<String> TEST_NAME =
      Field.required("name", FieldType.TEXT, "What the test shows.");
  static final Field<String> GIVEN =
      Field.required("given", FieldType.TEXT, "A JSON file below the workspace's folder.");
  static final Field<YamlNode> WITH =
      Field.optional(
          "with", FieldType.like(FieldType.ANY.map()), "Members laid over the given event.");
  static final Field<YamlNode> SENDS =
      Field.optional(
          "sends", FieldType.like(RequestForm.FORM), "Parts of the request that must be so.");
  static final Field<String> WITHHELD =
      Field.optional("withheld", FieldType.TEXT, "The reason nothing goes out.");
  static final Form EXPECTED = Form.of("an expectation", SENDS, WITHHELD);
  static final Field<Map<String, Placed<Reading>>> EXPECT =
      Field.required("expect", EXPECTED.map(), "What happens, by connection.");
  static final Form TEST = Form.of("a test", TEST_NAME, GIVEN, WITH, EXPECT);

  static final Field<String> ROUTE =
      Field.required("route", WorkspaceForm.NAME, "The route's name.");
  static final Field<String> DESCRIPTION =
      Field.optional("description", FieldType.TEXT, "What it is for.");
  static final Field<String> OWNER =
      Field.optional("owner", FieldType.TEXT, "Who to ask about it.");
  static final Field<List<Placed<String>>> EVENTS =
      Field.required("events", FieldType.TEXT.oneOrMany(), "Event names; \"*\" = all.");
  static final Field<List<Placed<String>>> FROM =
      Field.optional("from", FieldType.TEXT.oneOrMany(), "Sources; left out = all.");
  static final Field<YamlNode> WHEN =
      Field.optional(
          "when", FieldType.like(FieldType.TEXT), "Condition (CEL) for the whole route.");
  static final Field<BigDecimal> SAMPLE =
      Field.optional("sample", FieldType.PERCENT, "Share of events, by event id.");
  static final Field<List<Placed<YamlNode>>> TO =
      Field.required("to", FieldType.like(FieldType.TEXT, TARGET).oneOrMany(), "Connections.");
  static final Field<Reading> CONSENT_CHANGE =
      Field.optional("consent", CONSENT, "What it changes about the purposes needed.");
  static final Field<Reading> RETAIN_RAW =
      Field.optional("retain_raw", RETAIN, "Left out = nothing raw is kept.");
  static final Field<String> MODE =
      Field.optional("mode", FieldType.choice("live", "shadow", "paused"), "Whether it sends.");
  static final Field<List<Placed<Reading>>> TESTS =
      Field.optional("tests", TEST.list(), "What must hold, run by tagyard test.");

  /** The file. */
  public static final Form FILE =
      Form.of(
          "a route",
          ROUTE,
          DESCRIPTION,
          OWNER,
          EVENTS,
          FROM,
          WHEN,
          SAMPLE,
          TO,
          CONSENT_CHANGE,
          RETAIN_RAW,
          MODE,
          TESTS);

  private RouteForm() {}
}
