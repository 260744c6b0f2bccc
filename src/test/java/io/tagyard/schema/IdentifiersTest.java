package io.tagyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Flags;
import io.tagyard.event.Json;
import io.tagyard.event.ValidEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What events, orders and people are recognised by, as tags and shops really write it. */
class IdentifiersTest {
  private static final List<String> IDENTIFIERS =
      List.of(
          "id",
          "order.id",
          "order.items[0].id",
          "user.id",
          "user.anonymous_id",
          "device.id",
          "partner.code",
          "partner.click_id",
          "partner.sub_ids.sub1",
          "click_ids.gclid",
          "click_ids.some_new_network",
          "cookies._fbc",
          "cookies._fbp",
          "cookies._ga",
          "cookies._ttp");
  private static final List<String> NOTHINGS =
      List.of(
          "undefined",
          "UNDEFINED",
          "null",
          "NULL",
          "Null",
          "NaN",
          "nan",
          "None",
          "none",
          "nil",
          "(not set)",
          "(Not Set)",
          "(null)",
          "(none)",
          "(undefined)",
          "(not provided)",
          "not set",
          "[object Object]",
          "[object Undefined]",
          "<null>",
          "[null]",
          "n/a",
          "N/A",
          "-",
          "",
          " ",
          " undefined ",
          "{{x}}",
          "{{ order.id }}",
          "{{Click ID}}",
          "{{}}",
          "${x}",
          "${order.id}",
          "%%x%%",
          "%%CLICK_URL_ESC%%",
          "%x%",
          "%CLICK_ID%",
          "{x}",
          "{gclid}",
          "{click_id}",
          "{lpurl}",
          "__X__",
          "__CLICKID__",
          "__CALLBACK_PARAM__",
          "[[clickid]]",
          "[CLICK_ID]",
          "##ORDERID##",
          "<%= order.id %>",
          "{% order %}",
          "#{order.id}",
          "<order_id>",
          "$(id)",
          "order-{{order.id}}",
          "ORD-${id}",
          "x%%ID%%");

  /** Words that look like one and are none. */
  private static final List<String> GENUINE =
      List.of(
          "none-1",
          "nullable",
          "O-undefined-1",
          "nan0",
          "NULL-42",
          "unset1",
          "n",
          "N",
          "NA",
          "U1",
          "a{b}c",
          "100%",
          "50%off",
          "%41bc",
          "__init",
          "_x_",
          "__abc__1",
          "order[1]",
          "<3",
          "[1]",
          "{1}",
          "$5",
          "#1001",
          "ORD#1001",
          "(1)",
          "0",
          "-1",
          "--",
          "{",
          "undefined1",
          "{A6D92078-8246-4BA4-AE5B-76104861E7DC}",
          "100%% off");

  @TestFactory
  Stream<DynamicTest> everySpelledOutNothingIsAbsentInEveryIdentifier() {
    return IDENTIFIERS.stream()
        .flatMap(path ->
            NOTHINGS.stream()
                .map(nothing ->
                    DynamicTest.dynamicTest(
                        path + " <- " + nothing, () -> isAbsent(path, nothing))));
  }

  private static void isAbsent(String path, String nothing) {
    ValidEvent taken = Judging.taken(Judging.with(Judging.purchase(), path, text(nothing)));
    assertThat(Judging.at(taken.body(), path).isMissingNode()).isTrue();
    assertThat(taken.flags()).contains(Flags.PLACEHOLDER + path);
    if (path.equals("id")) {
      assertThat(taken.flags()).contains(Flags.ID_GENERATED);
      assertThat(taken.id()).hasSize(36);
    }
  }

  @TestFactory
  Stream<DynamicTest> whatOnlyLooksLikeOneStays() {
    return IDENTIFIERS.stream()
        .flatMap(path ->
            GENUINE.stream()
                .map(value ->
                    DynamicTest.dynamicTest(
                        path + " <- " + value,
                        () -> {
                          ValidEvent taken =
                              Judging.taken(Judging.with(Judging.purchase(), path, text(value)));
                          assertThat(Judging.at(taken.body(), path).asText()).isEqualTo(value);
                        })));
  }

  @ParameterizedTest
  @CsvSource({
    "_fbc, fb.1.1763600000000.undefined",
    "_fbc, fb.1.1763600000000.null",
    "_fbc, fb.1.1763600000000.{{fbclid}}",
    "_fbc, fb.1.NaN.AbC",
    "_fbp, fb.1.1763600000000.undefined",
    "_ga, GA1.1.undefined.undefined",
    "_ga, GA1.1.NaN.1763600000"
  })
  void aNothingInsideOfACookieMakesTheCookieNone(String cookie, String value) {
    ValidEvent taken =
        Judging.taken(Judging.with(Judging.purchase(), "cookies." + cookie, text(value)));
    assertThat(taken.body().path("cookies").has(cookie)).isFalse();
    assertThat(taken.flags()).contains("placeholder:cookies." + cookie);
  }

  @ParameterizedTest
  @ValueSource(strings = {"click_ids.gclid", "cookies._fbp", "partner.sub_ids.sub1"})
  void blanksAroundAClickIdOrACookieAreCut(String path) {
    ValidEvent taken = Judging.taken(Judging.with(Judging.purchase(), path, text("  AbC-1_2 \t")));
    assertThat(Judging.at(taken.body(), path).asText()).isEqualTo("AbC-1_2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "order.id",
        "order.items[0].id",
        "user.id",
        "user.anonymous_id",
        "user.phone",
        "user.date_of_birth",
        "user.address.postal_code",
        "device.id",
        "order.coupon",
        "partner.code",
        "partner.click_id"
      })
  void theDigitsOfANumberAreItsText(String path) throws Exception {
    for (String digits :
        List.of("0", "7", "80331", "9007199254740993", "12345678901234567890123", "-5")) {
      ValidEvent taken = Judging.taken(Judging.with(Judging.purchase(), path, json(digits)));
      assertThat(Judging.at(taken.body(), path)).isEqualTo(text(digits));
      assertThat(taken.flags()).contains(Flags.TEXT_FROM_NUMBER);
    }
  }

  @Test
  void theIdOfAnEventMayBeANumber() throws Exception {
    assertThat(Judging.taken(Judging.with(Judging.purchase(), "id", json("1001"))).id())
        .isEqualTo("1001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "order.id",
        "user.id",
        "order.items[0].id",
        "partner.code",
        "user.address.postal_code",
        "user.date_of_birth"
      })
  void whatIsNeitherTextNorDigitsIsRefused(String path) throws Exception {
    for (String value : List.of("true", "false", "1.5", "1e3", "{}", "[]", "[1]")) {
      ObjectNode event = Judging.with(Judging.purchase(), path, json(value));
      assertThat(Judging.faults(event)).as(value).extracting("path").contains(path);
    }
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  private static JsonNode json(String json) throws Exception {
    return Json.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
