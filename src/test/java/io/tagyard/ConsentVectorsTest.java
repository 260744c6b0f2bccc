package io.tagyard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Json;
import io.tagyard.event.Purpose;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import io.tagyard.intake.BrowserSignals;
import io.tagyard.privacy.ConsentDecision;
import io.tagyard.privacy.ConsentDecision.Kind;
import io.tagyard.privacy.ConsentReader;
import io.tagyard.privacy.ConsentRules;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.schema.EventSchemas;
import io.tagyard.schema.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema, the reader and the rules together, on events with known decisions. */
class ConsentVectorsTest {
  private static final JsonNode VECTORS = load();
  private static final Instant CLOCK = Instant.parse(VECTORS.path("clock").asText());

  @Test
  void everyVectorIsDecidedAsItsRulesSay() {
    List<String> wrong = new ArrayList<>();
    int decisions = 0;
    for (JsonNode vector : VECTORS.path("vectors")) {
      ConsentRecord record = record(event(vector.path("event")), vector);
      for (Map.Entry<String, JsonNode> expected : vector.path("expect").properties()) {
        ConsentDecision decision = decide(record, expected.getKey());
        String word = word(decision, expected.getKey());
        String wanted = expected.getValue().path(0).asText();
        boolean right =
            vector.path("decoded").asBoolean()
                ? word.equals(wanted)
                    && decision.reason().equals(expected.getValue().path(1).asText())
                : decision.kind().compareTo(Kind.valueOf(wanted.toUpperCase(Locale.ROOT))) >= 0;
        decisions++;
        if (!right) {
          wrong.add(
              "%s, %s: %s, is %s %s"
                  .formatted(
                      vector.path("name").asText(),
                      expected.getKey(),
                      expected.getValue(),
                      word,
                      decision.reason()));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(decisions).isGreaterThan(3_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DE", "GB", "CH", "US", "Atlantis"})
  void nothingIsGrantedByHostileValuesAndWhatTheyAreBesideIsNotLetOut(String country) {
    for (JsonNode hostile : VECTORS.path("hostile")) {
      for (boolean granted : new boolean[] {false, true}) {
        ObjectNode event = event(Json.mapper().createObjectNode());
        ObjectNode consent = event.putObject("consent").put("country", country);
        if (granted) {
          for (String field :
              List.of("ad_storage", "ad_user_data", "ad_personalization", "analytics_storage")) {
            consent.put(field, "granted");
          }
        }
        consent.set(hostile.path("member").asText(), hostile.path("value"));
        ConsentRecord record = record(event, Json.mapper().createObjectNode());
        for (String kind : List.of("ads_limited", "ads", "affiliate", "analytics")) {
          assertThat(decide(record, kind).kind())
              .as("%s beside %s in %s", hostile.path("member"), granted, country)
              .isGreaterThanOrEqualTo(Kind.RESTRICT);
        }
      }
    }
  }

  private static ObjectNode event(JsonNode change) {
    ObjectNode event = VECTORS.path("base_event").deepCopy();
    merge(event, change);
    return event.put("time", CLOCK.toString());
  }

  private static void merge(ObjectNode into, JsonNode change) {
    for (Map.Entry<String, JsonNode> member : change.properties()) {
      if (into.get(member.getKey()) instanceof ObjectNode deeper && member.getValue().isObject()) {
        merge(deeper, member.getValue());
      } else {
        into.set(member.getKey(), member.getValue());
      }
    }
  }

  private static ConsentRecord record(ObjectNode event, JsonNode vector) {
    Verdict verdict =
        EventSchemas.builtIn()
            .judge(new InboundEvent(sender(vector.path("headers")), event, CLOCK, false));
    assertThat(verdict).as("%s", vector.path("name")).isInstanceOf(Verdict.Valid.class);
    ValidEvent valid = ((Verdict.Valid) verdict).event();
    return ConsentReader.read(
        valid, PrivacyPolicy.everyDigest(vector.path("workspace").asText("us")));
  }

  private static Sender sender(JsonNode headers) {
    BrowserSignals signals =
        BrowserSignals.of(values(headers.path("Sec-GPC")), values(headers.path("Cookie")));
    return headers.isEmpty()
        ? Sender.server("acme", "backend", SourceKind.SERVER, "web")
        : new Sender(
            "acme", "web", SourceKind.BROWSER, "web", null, null, signals.gpc(), signals.cookies());
  }

  private static List<String> values(JsonNode header) {
    return header.isTextual() ? List.of(header.textValue()) : List.of();
  }

  private static ConsentDecision decide(ConsentRecord record, String kind) {
    JsonNode of = VECTORS.path("classes").path(kind);
    Set<Purpose> needs = EnumSet.noneOf(Purpose.class);
    of.path("needs").forEach(need -> needs.add(Purpose.of(need.asText()).orElseThrow()));
    return ConsentRules.decide(record, needs, of.path("limited_mode").asBoolean());
  }

  /** As the leg says it, where the route of analytics lets it wait. */
  private static String word(ConsentDecision decision, String kind) {
    boolean held = decision.kind() == Kind.WITHHOLD && decision.mayWait();
    return held && kind.equals("analytics")
        ? "hold"
        : decision.kind().name().toLowerCase(Locale.ROOT);
  }

  private static JsonNode load() {
    try (InputStream in = ConsentVectorsTest.class.getResourceAsStream("/consent/vectors.json")) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
