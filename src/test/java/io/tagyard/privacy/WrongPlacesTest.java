package io.tagyard.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Events;
import io.tagyard.event.Json;
import io.tagyard.privacy.Spots.Spot;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contact data in the usual writings, in every place where it does not belong. */
class WrongPlacesTest {
  private static final List<String> EMAILS =
      List.of(
          "jane.doe@shop.example",
          "jane.doe @ shop.example",
          "jane.doe@ shop.example",
          "Jane Doe <jane.doe@shop.example>",
          "jane.doe (at) shop.example",
          "jane.doe[AT]shop.example",
          "jane.doe(at)shop(dot)example",
          "jane.doe {at} shop [dot] example",
          "jane.doe&#64;shop.example",
          "jane.doe&#x40;shop.example",
          "jane.doe&commat;shop.example",
          "jane.doe\\u0040shop.example",
          "jane.doe\\x40shop.example",
          "jane.doe%40shop.example",
          "jane.doe%2540shop.example",
          "jane.doe＠shop.example",
          "ｊａｎｅ．ｄｏｅ＠ｓｈｏｐ．ｅｘａｍｐｌｅ",
          "mailto:jane.doe@shop.example?subject=x",
          "jane.doe+tag@shop.example");

  private static final List<String> PHONES =
      List.of(
          "+49 170 1234567",
          "+491701234567",
          "+1-650-555-0141",
          "+1.650.555.0141",
          "+1_650_555_0141",
          "+1 (650) 555/0141",
          "+49 (0)170 1234567",
          "＋４９ １７０ １２３４５６７",
          "&#43;49 170 1234567",
          "(650) 555-0141",
          "(650)555-0141",
          "(650) 555 0141",
          "1 (650) 555-0141",
          "(555) 123-4567",
          "(030) 901820",
          "(0)30 901820",
          "(11) 91234-5678",
          "650-555-0141",
          "650.555.0141",
          "650/555/0141",
          "650_555_0141",
          "650 555 0141",
          "650/555-0141",
          "1-650-555-0141",
          "555-123-4567",
          "0170 1234567",
          "0170/1234567",
          "0170-1234567",
          "0170_1234567",
          "0170.123.4567",
          "030/901820",
          "06 12 34 56 78",
          "06.12.34.56.78",
          "06-12-34-56-78",
          "01 23 45 67 89",
          "020 7946 0958",
          "07911 123456",
          "0412 345 678",
          "02 1234 5678",
          "06 698 1234",
          "044 668 18 00",
          "090-1234-5678",
          "0049 170 1234567",
          "0044-20-7946-0958");

  private static final List<String> WHOLE_PHONES =
      List.of(
          "650-555-0141 x12",
          "(650) 555-0141 ext. 33",
          "612 34 56 78",
          "55 1234 5678",
          "138 0013 8000",
          "98765 43210");

  private static final List<String> CARDS =
      List.of(
          "4111111111111111",
          "4111 1111 1111 1111",
          "4111-1111-1111-1111",
          "5555555555554444",
          "2223003122003222",
          "378282246310005",
          "3782 822463 10005",
          "6011111111111117",
          "3530111333300000",
          "30569309025904",
          "6200000000000005",
          "4222222222222");

  static Stream<String> identifying() {
    return Stream.of(EMAILS, PHONES, WHOLE_PHONES).flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("identifying")
  void contactDataIsTakenOutOfEveryPlace(String value) {
    for (Spot spot : all()) {
      assertGone(spot, value);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("written")
  void contactDataIsTakenOutOfTheMidstOfATextToo(String value) {
    for (Spot spot : texts()) {
      assertGone(spot, "please answer " + value + " soon");
      assertGone(spot, "Order 12: " + value);
    }
  }

  static Stream<String> written() {
    return Stream.of(EMAILS, PHONES, CARDS).flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cards")
  void theNumberOfACardIsTakenOutOfTextsAndNamedValues(String value) {
    for (Spot spot : texts()) {
      assertGone(spot, value);
    }
    assertThat(
            Json.write(
                Redaction.of(
                    Events.json("{'properties':{'n':%s}}".formatted(value.replaceAll("\\D", ""))))))
        .asString()
        .contains("‹card›");
  }

  static Stream<String> cards() {
    return CARDS.stream();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "jane.doe@shop.example",
        "call +49 170 1234567",
        "{\"id\":\"e1\",\"user\":{\"email\":\"jane.doe@shop.example\"}}",
        "{\"id\":\"e1\",\"user\":{\"first_name\":\"Janette\"}}",
        "{\"a\":[{\"phone\":\"6505550141\"}]}",
        "{\"n\":\"(650) 555-0141\"}",
        "u=1&email=jane.doe@shop.example",
        "v=2&first_name=Janette&x=1",
      })
  void contactDataIsTakenOutOfTextsWithinTexts(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    String twice = Base64.getUrlEncoder().encodeToString(Base64.getEncoder().encode(bytes));
    for (String packed :
        List.of(
            Base64.getEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            "v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + ".c2ln",
            "eyJhbGciOiJIUzI1NiJ9." + Base64.getUrlEncoder().encodeToString(bytes) + ".c2ln",
            twice)) {
      for (Spot spot : all()) {
        assertThat(spot.kept(packed)).as(spot.name()).doesNotContain(packed.substring(0, 12));
      }
      String pixel = "https://t.example/v1/pixel.gif?k=abc&d=" + packed;
      assertThat(Urls.clean(pixel).url()).isEqualTo("https://t.example/v1/pixel.gif?k=abc&d=");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "first_name",
        "firstName",
        "FirstName",
        "first-name",
        "first name",
        "fname",
        "user[first_name]",
        "billing_first_name",
        "customer.lastName",
        "lastname",
        "last_name",
        "surname",
        "full_name",
        "fullName",
        "customer_name",
        "dob",
        "date_of_birth",
        "birthDate",
        "birthday",
        "street",
        "shipping_street",
        "address",
        "address1",
        "address_line_2",
        "billingAddress",
        "streetAddress",
        "zip",
        "zip_code",
        "billing_zip",
        "postal_code",
        "postcode",
        "iban",
        "card",
        "card_number",
        "creditCardNumber",
        "cvc",
        "ip",
        "ip_address",
        "clientIp",
        "vorname",
        "Straße",
        "plz",
        "ud[fn]",
      })
  void whatANameSaysIsPersonalGoesHoweverItLooks(String name) {
    String shown = "Qx7-value";
    for (String properties :
        List.of(
            "{'%s':'%s'}",
            "{'a':[{'%s':['%s']}]}",
            "{'%s':{'deep':{'x':'%s'}}}",
            "{'link':'https://s.example/?%s=%s&y=1'}",
            "{'state':'{\\\"%s\\\":\\\"%s\\\"}'}")) {
      String body = "{'properties':" + properties.formatted(name, shown) + ",'order':{'id':'O'}}";
      String kept =
          new String(
              Json.write(
                  new Privacy(new Plain(), removed -> {})
                      .apply(Spots.valid(Events.json(body)), PrivacyPolicy.everyDigest("other"))
                      .body()),
              StandardCharsets.UTF_8);
      assertThat(kept).as(body).doesNotContain(shown);
      assertThat(Json.write(Redaction.of(Events.json(body)))).asString().doesNotContain(shown);
    }
    String url = "https://s.example/?a=1&" + Spots.encoded(name) + "=" + shown + "&b=2";
    assertThat(Urls.clean(url).url()).isEqualTo(url.replace(shown, ""));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "phone",
        "phoneNumber",
        "user_phone",
        "mobile",
        "mobile_no",
        "cell",
        "cellPhone",
        "tel1",
        "fax",
        "whatsapp",
        "telefon",
        "Handynummer",
        "contact[phone]",
        "sms",
        "shipping_telephone",
      })
  void sevenDigitsUnderAPhonesNameGo(String name) {
    for (String digits :
        List.of("5550141", "6505550141", "x6505550141", "650:555:0141", "6505550141x3")) {
      assertThat(Personal.look(name, digits)).as(digits).isEqualTo("phone");
      assertThat(Urls.clean("https://s.example/?" + Spots.encoded(name) + "=" + digits).cut())
          .isOne();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "name",
        "product_name",
        "campaign_name",
        "card_type",
        "gift_card",
        "zip_file",
        "shipping",
        "ip_version",
        "web_address",
        "wallet_address",
        "wall_street_journal",
        "headphones_sku",
        "iphone_model_id",
        "phone_model_id",
        "mobile_app_id",
        "excellent",
        "hotel",
        "city",
        "region",
        "country",
        "gender",
        "first",
        "last_order",
        "description",
        "address_verified_at_count",
        "pancake",
        "script",
      })
  void aNameThatSaysSomethingElseSaysNothing(String name) {
    assertThat(Personal.look(name, "12345678")).isEmpty();
    assertThat(Urls.clean("https://s.example/?" + name + "=12345678").cut()).isZero();
  }

  private static void assertGone(Spot spot, String value) {
    String sent = spot.sent(value);
    assertThat(spot.kept(value)).as(spot.name()).isNotEqualTo(sent);
    assertThat(digits(spot.kept(value)))
        .as(spot.name())
        .doesNotContain("0141")
        .doesNotContain("34567");
    assertThat(spot.kept(value)).as(spot.name()).doesNotContain("shop");
    assertThat(spot.shown(value)).as(spot.name()).doesNotContain(value).doesNotContain("jane.doe");
  }

  private static String digits(String text) {
    return text.replaceAll("\\D", "");
  }

  private static List<Spot> all() {
    return Stream.of(Spots.IDENTIFIERS, Spots.TEXTS, Spots.NAMED).flatMap(List::stream).toList();
  }

  private static List<Spot> texts() {
    return Stream.of(Spots.TEXTS, Spots.NAMED).flatMap(List::stream).toList();
  }
}
