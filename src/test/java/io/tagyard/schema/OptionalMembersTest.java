package io.tagyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Flags;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Json;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody requires costs nobody a sale. */
class OptionalMembersTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "order.tax; \"\"",
        "order.shipping; \" \"",
        "order.items[0].quantity; \"\"",
        "order.items[0].discount; \"\"",
        "order.customer_type; {}",
        "order.items[0].name; 7",
        "order.items[0].brand; []",
        "page.url; 5",
        "page.title; {}",
        "page; \"home\"",
        "user.email; 5",
        "user.address.city; false",
        "user.gender; []",
        "device.user_agent; 1",
        "device.language; \"de DE Berlin!\"",
        "device.id_type; \"jane.doe@example.com\"",
        "click_ids.gclid; {\"a\":1}",
        "cookies._ga; {\"value\":\"x\"}",
        "cookies; [\"a=b\"]",
        "partner.sub_ids; \"s1\"",
        "channel; \"website\"",
        "channel; 1",
        "properties.plan; null",
        "device; []"
      })
  void whatIsWrongAndOptionalIsLeftOutAndFlagged(String path, String value) throws Exception {
    ValidEvent taken = Judging.taken(Judging.with(Judging.purchase(), path, json(value)));
    assertThat(Judging.at(taken.body(), path).isMissingNode()).isTrue();
    if (!value.equals("null")) {
      assertThat(taken.flags()).contains(Flags.DROPPED + path);
      assertThat(taken.warnings()).extracting("path").contains(path);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "page.url, 8193", "page.referrer, 9000", "page.title, 1025", "device.user_agent, 2049",
    "user.id, 257", "user.email, 321", "order.coupon, 257", "properties.plan, 16385",
    "click_ids.gclid, 4097", "cookies._ga, 4097", "partner.code, 300"
  })
  void whatIsTooLongIsLeftOut(String path, int length) {
    ValidEvent taken =
        Judging.taken(Judging.with(Judging.purchase(), path, JSON.textNode("x".repeat(length))));
    assertThat(Judging.at(taken.body(), path).isMissingNode()).isTrue();
    assertThat(taken.flags()).contains(Flags.DROPPED + path);
  }

  @ParameterizedTest
  @CsvSource({"Web, web", "WEB, web", " app , app", "Store, store"})
  void aChannelIsReadInAnyCase(String sent, String kept) {
    ValidEvent taken = Judging.taken(Judging.purchase().put("channel", sent));
    assertThat(taken.channel()).isEqualTo(kept);
    assertThat(taken.flags()).noneMatch(flag -> flag.startsWith(Flags.DROPPED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "order; \"O-1\"",
        "order.value; \"12,50\"",
        "order.value; true",
        "order.items; {}",
        "order.items[0].price; \"free\"",
        "order.currency; \"EURO\"",
        "user.email_sha256; \"jane@example.com\"",
        "name; \"purchas\""
      })
  void moneyAndWhatEventsAreKnownByStayFaults(String path, String value) throws Exception {
    assertThat(Judging.faults(Judging.with(Judging.purchase(), path, json(value))))
        .extracting("path")
        .contains(path);
  }

  @Test
  void allFaultsAreToldWhereOneOfThemCounts() throws Exception {
    ObjectNode event = Judging.with(Judging.purchase(), "order.value", json("true"));
    Judging.with(event, "page.title", json("7"));
    assertThat(Judging.faults(event)).extracting("path").contains("order.value", "page.title");
  }

  @Test
  void whatTheWorkspaceRequiresIsAFaultAgain() throws Exception {
    EventSchemas strict =
        EventSchemas.builtIn()
            .with(
                Map.of(
                    "purchase",
                    json(
                        "{\"$id\":\"https://acme.example/purchase/1\",\"type\":\"object\",\"properties\":{\"page\":{\"type\":\"object\","
                            + "\"required\":[\"title\"]}},\"required\":[\"page\"]}")));
    ObjectNode event = Judging.with(Judging.purchase(), "page.title", json("7"));
    Sender shop = Sender.server("acme", "shop", SourceKind.SERVER, null);
    Verdict verdict = strict.judge(new InboundEvent(shop, event, Judging.NOON, false));
    assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
    assertThat(((Verdict.Invalid) verdict).faults()).extracting("path").contains("page.title");
  }

  @ParameterizedTest
  @ValueSource(strings = {"page.title", "user.first_name", "properties.plan", "order.coupon"})
  void zeroCharactersAndHalvesOfPairsAreCut(String path) {
    ValidEvent taken =
        Judging.taken(
            Judging.with(
                Judging.purchase(), path, JSON.textNode("a\u0000b\ud83dc\ude00d\ud83d\ude00e")));
    assertThat(Judging.at(taken.body(), path).textValue()).isEqualTo("abcd\ud83d\ude00e");
  }

  @ParameterizedTest
  @CsvSource({
    "de-DE, de-DE",
    "en_US, en_US",
    "'en-US,en;q=0.9,de;q=0.8', en-US",
    "' fr ', fr",
    "zh-Hant-TW, zh-Hant-TW"
  })
  void aLanguageIsATag(String sent, String kept) {
    ValidEvent taken =
        Judging.taken(Judging.with(Judging.purchase(), "device.language", JSON.textNode(sent)));
    assertThat(Judging.at(taken.body(), "device.language").textValue()).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "device.user_agent, Mozilla/5.0 jane.doe@example.com",
    "device.id_type, +49 170 1234567",
    "order.customer_type, 0170 1234567",
    "device.language, jane.doe@example.com"
  })
  void whatDoesNotFitItsFormIsLeftOut(String path, String sent) {
    ValidEvent taken = Judging.taken(Judging.with(Judging.purchase(), path, JSON.textNode(sent)));
    assertThat(Judging.at(taken.body(), path).isMissingNode()).isTrue();
    assertThat(taken.flags()).contains(Flags.DROPPED + path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"U S", "12", "us\u0000", "Deutschland +49 170 1234567"})
  void aCountryThatIsNoneIsAPlaceNobodyKnows(String sent) {
    ValidEvent taken =
        Judging.taken(
            Judging.with(Judging.purchase(), "user.address.country", JSON.textNode(sent)));
    assertThat(Judging.at(taken.body(), "user.address.country").textValue()).isEqualTo("ZZ");
    assertThat(taken.flags()).contains("dropped:user.address.country");
  }

  private static JsonNode json(String json) throws Exception {
    return Json.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
