package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Digests;
import io.tagyard.event.Events;
import io.tagyard.event.Flags;
import io.tagyard.event.Json;
import io.tagyard.event.Purpose;
import io.tagyard.event.Regime;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sealed;
import io.tagyard.event.Signal;
import io.tagyard.event.SourceKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventCodecTest {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1.0",
          "1.00",
          "123.4500",
          "1E+2",
          "1e-30",
          "99999999999999999999",
          "-0.0",
          "1e99999",
          "12345678901234567890.123456789",
          "9".repeat(98) + "e9",
          "0.000000001");

  @Test
  void everyMemberSurvives() {
    SafeEvent event = everything(Events.json("{'id':'e','name':'purchase','a':null,'b':[]}"));
    SafeEvent read = EventCodec.decode(EventCodec.encode(event));
    assertThat(read)
        .usingRecursiveComparison()
        .withEqualsForType(JsonNode::equals, JsonNode.class)
        .withEqualsForType(JsonNode::equals, ObjectNode.class)
        .isEqualTo(event);
    assertThat(read.digests()).isEqualTo(event.digests());
    assertThat(read.consent()).isEqualTo(event.consent());
    assertThat(EventCodec.receivedAt(EventCodec.encode(event))).isEqualTo(event.receivedAt());
  }

  @Test
  void everySignalOfEveryPurposeSurvivesWhateverDecidedIt() {
    List<String> members =
        List.of("ad_storage", "ad_user_data", "ad_personalization", "analytics_storage", "s", ":x");
    for (Purpose purpose : Purpose.values()) {
      for (Signal signal : Signal.values()) {
        for (String member : members) {
          consentSurvives(purpose, signal, member);
        }
        for (Purpose other : Purpose.values()) {
          consentSurvives(purpose, signal, "purposes." + other);
        }
      }
    }
  }

  private static void consentSurvives(Purpose purpose, Signal signal, String member) {
    ConsentRecord consent =
        new ConsentRecord(
            Map.of(purpose, signal),
            Map.of(purpose, member),
            Map.of(member, signal.toString(), "odd", "GRANTED:3", "empty", ""),
            false,
            false,
            Set.of(),
            Map.of(),
            null,
            null,
            Regime.OPT_IN,
            "unknown");
    SafeEvent event = Events.safe(named(Events.json("{}")), consent, Digests.NONE);
    assertThat(EventCodec.decode(EventCodec.encode(event)).consent()).isEqualTo(consent);
  }

  @Test
  void anyBodySurvivesWithItsOrderItsNumbersAndItsNulls() {
    for (int seed = 0; seed < 500; seed++) {
      ObjectNode body = object(new Random(seed), 0);
      ObjectNode read = EventCodec.decode(EventCodec.encode(Events.safe(named(body)))).body();
      assertThat(read).as("seed %d", seed).isEqualTo(body);
      assertThat(read.toString()).as("seed %d", seed).isEqualTo(body.toString());
    }
  }

  @Test
  void whatTheIntakeReadsAtItsLimitsIsReadAgain() throws Exception {
    StringBuilder deep = new StringBuilder("1");
    for (int i = 1; i < Json.NESTING_MAX; i++) {
      deep.insert(0, "[").append("]");
    }
    for (String text :
        List.of("{'a':" + deep + "}", "{'a':" + NUMBERS.get(11) + "}", "{'a':1e99999}")) {
      ObjectNode body = named(Events.json(text));
      assertThat(EventCodec.decode(EventCodec.encode(Events.safe(body))).body()).isEqualTo(body);
    }
  }

  @Test
  void aDigestTakesFortyThreeCharactersAndNoOtherTextIsChanged() {
    String hex = HexFormat.of().formatHex(new byte[32]).replaceFirst("00", "fa");
    SafeEvent event =
        Events.safe(
            named(Events.json("{}")),
            Events.granted(),
            new Digests(Map.of("email.basic", hex, "odd", "FA" + hex.substring(2), "short", "=x")));
    byte[] bytes = EventCodec.encode(event);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .doesNotContain(hex)
        .contains(
            java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(hex)));
    assertThat(EventCodec.decode(bytes).digests()).isEqualTo(event.digests());
  }

  @Test
  void whatWasCutOrChangedIsRecognisedWithoutQuotingIt() {
    byte[] bytes = EventCodec.encode(everything(Events.json("{'id':'secret','name':'purchase'}")));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> EventCodec.decode(cut))
          .isInstanceOf(Damaged.class)
          .hasMessageNotContaining("secret");
    }
    bytes[0] = 3;
    assertThatThrownBy(() -> EventCodec.decode(bytes)).isInstanceOf(Damaged.class);
  }

  private static SafeEvent everything(ObjectNode body) {
    ConsentRecord consent =
        new ConsentRecord(
            Map.of(Purpose.MEASUREMENT, Signal.DENIED, Purpose.ANALYTICS, Signal.GRANTED),
            Map.of(Purpose.MEASUREMENT, "ad_storage", Purpose.ANALYTICS, "purposes.analytics"),
            Map.of("ad_storage", "denied"),
            true,
            true,
            Set.of("usp_opt_out"),
            Set.of("tcf", "cookies.OptanonConsent"),
            Set.of("do_not_sell", "context.consent"),
            Set.of(Purpose.AD_USER_DATA, Purpose.AFFILIATE_ATTRIBUTION),
            Map.of("usp", "1YNN"),
            "US",
            "US-CA",
            Regime.OPT_OUT,
            "subdivision US-CA");
    return new SafeEvent(
        "acme",
        "web",
        SourceKind.BROWSER,
        "a/b ü",
        "purchase",
        Instant.parse("2026-11-20T10:00:00.123456789Z"),
        "web",
        Instant.parse("2026-11-20T10:00:01.000000001Z"),
        Set.of(Flags.TEST, Flags.TIME_AHEAD),
        body,
        new BigDecimal("10.50"),
        new Digests(Map.of("email.google", "0a".repeat(32))),
        3,
        consent,
        List.of(
            new Sealed(List.of("device.ip"), null, new byte[] {1, -1}),
            new Sealed(List.of(), Events.NOON, new byte[0])));
  }

  private static ObjectNode named(ObjectNode body) {
    return body.put("id", "i").put("name", "custom").put("time", "2026-11-20T10:00:00Z");
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = Json.mapper().createObjectNode();
    int members = random.nextInt(6);
    for (int i = 0; i < members; i++) {
      object.set(text(random), value(random, depth + 1));
    }
    return object;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 6 ? 4 : 6)) {
      case 0 -> Json.mapper().nullNode();
      case 1 -> Json.mapper().getNodeFactory().booleanNode(random.nextBoolean());
      case 2 -> Json.mapper().getNodeFactory().textNode(text(random));
      case 3 -> number(NUMBERS.get(random.nextInt(NUMBERS.size())));
      case 4 -> object(random, depth);
      default -> array(random, depth);
    };
  }

  private static ArrayNode array(Random random, int depth) {
    ArrayNode array = Json.mapper().createArrayNode();
    int elements = random.nextInt(4);
    for (int i = 0; i < elements; i++) {
      array.add(value(random, depth + 1));
    }
    return array;
  }

  private static JsonNode number(String text) {
    return Events.json("{'n':" + text + "}").get("n");
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          random.nextInt(4) == 0 ? random.nextInt(0x20) : 0x20 + random.nextInt(0x500));
    }
    return random.nextInt(5) == 0 ? text + "😀\u2028\"\\" : text.toString();
  }
}
