package io.tagyard.schema;

import static io.tagyard.event.Events.NOON;
import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Fault;
import io.tagyard.event.Flags;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Json;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSchemasTest {
  private static final EventSchemas SCHEMAS = EventSchemas.builtIn();
  private static final Sender BACKEND = Sender.server("acme", "backend", SourceKind.SERVER, "crm");
  private static final Sender WEB =
      new Sender("acme", "web", SourceKind.BROWSER, null, "203.0.113.9", "Agent/1", true);

  @Test
  void everyNameOfTheTaxonomyHasASchemaAndAMinimalEvent() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/schemas/events"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".schema.json", "")))
          .containsExactlyInAnyOrderElementsOf(Taxonomy.NAMES);
    }
    for (String name : Taxonomy.NAMES) {
      String more =
          switch (name) {
            case "refund" -> ",'order':{'id':'O','value':'1.50','currency':'EUR'}";
            case "custom" -> ",'properties':{'event':'spin'}";
            default -> "";
          };
      assertThat(valid("{'name':'%s','time':'2026-11-20T10:00:00Z'%s}".formatted(name, more)))
          .satisfies(event -> assertThat(event.name()).isEqualTo(name));
    }
  }

  @Test
  void everySchemaHoldsOnItsOwnForEditors() {
    for (String name : Taxonomy.NAMES) {
      com.networknt.schema.Schema schema =
          Catalogue.own(Catalogue.ownRegistry(), Catalogue.location(name));
      String minimal =
          "{'name':'%s','time':'2026-11-20T10:00:00Z','order':{'id':'O','value':1,'currency':'EUR'},'properties':{'event':'x'}}"
              .formatted(name);
      assertThat(schema.validate(json(minimal))).as(name).isEmpty();
      assertThat(schema.validate(json("{'name':'another'}"))).as(name).isNotEmpty();
    }
  }

  @Test
  void everyEventOfTheVectorsIsValid() throws IOException {
    int judged = 0;
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/vectors/destinations"))) {
      for (Path file : files.toList()) {
        for (JsonNode vector : Json.read(Files.readAllBytes(file))) {
          if (vector.path("input").has("name")) {
            Verdict verdict =
                SCHEMAS.judge(inbound(vector.path("input"), BACKEND, "2026-11-22T12:00:00Z"));
            assertThat(verdict).as(file.toString()).isInstanceOf(Verdict.Valid.class);
            assertThat(((Verdict.Valid) verdict).event().ignored()).as(file.toString()).isEmpty();
            judged++;
          }
        }
      }
    }
    assertThat(judged).isGreaterThan(20);
  }

  @Test
  void membersKeepTheirOrderAndNumbersTheirDigits() {
    ValidEvent event =
        valid(
            "{'order':{'currency':'usd','value':12.50,'odd':1,'id':'O'},'source':'claimed','time':'2026-11-20T10:00:00Z',"
                + "'name':'purchase','id':'é/1','page':null,'user':{'id':null},'stray':{'a':1}}");
    assertThat(new String(Json.write(event.body()), StandardCharsets.UTF_8))
        .isEqualTo(
            "{'order':{'currency':'USD','value':12.50,'id':'O'},'source':'backend','time':'2026-11-20T10:00:00Z','name':'purchase','id':'é/1','user':{}}"
                .replace('\'', '"'));
    assertThat(event.ignored()).containsExactly("order.odd", "stray");
    assertThat(event.id()).isEqualTo("é/1");
    assertThat(event.channel()).isEqualTo("crm");
    assertThat(event.flags()).containsExactly(Flags.SUBTOTAL_DERIVED);
    assertThat(event.subtotal()).isEqualTo("12.50");
  }

  @Test
  void aSubtotalIsDerivedOnlyWhenItWasNotSent() {
    String order =
        "{'id':'1','name':'purchase','time':'2026-11-20T10:00:00Z','order':{'currency':'EUR',%s}}";
    assertThat(valid(order.formatted("'value':'123.45','tax':9.88,'shipping':'5'")).subtotal())
        .isEqualTo(new BigDecimal("108.57"));
    assertThat(valid(order.formatted("'value':'123.45','subtotal':'1'")).subtotal()).isNull();
    assertThat(valid(order.formatted("'tax':'1'")).subtotal()).isNull();
  }

  @Test
  void aMissingIdIsGeneratedFromTheTimeOfReceipt() {
    ValidEvent event = valid("{'name':'login','time':'2026-11-20T10:00:00Z'}");
    assertThat(event.flags()).containsExactly(Flags.ID_GENERATED);
    assertThat(java.util.UUID.fromString(event.id()).version()).isEqualTo(7);
    assertThat(Long.parseLong(event.id().replace("-", "").substring(0, 12), 16))
        .isEqualTo(NOON.toEpochMilli());
    assertThat(event.body().has("id")).isFalse();
  }

  @Test
  void aBrowserMayLeaveTheTimeOutAndIsNotBelievedAboutItself() {
    ValidEvent event =
        ((Verdict.Valid)
                SCHEMAS.judge(
                    new InboundEvent(
                        WEB,
                        json(
                            "{'id':'1','name':'page_view','device':{'user_agent':'fake','ip':'1.1.1.1','language':'de'}}"),
                        NOON,
                        true)))
            .event();
    assertThat(event.time()).isEqualTo(NOON);
    assertThat(event.flags()).containsExactlyInAnyOrder(Flags.TIME_ASSUMED, Flags.TEST);
    assertThat(event.channel()).isEqualTo("web");
    assertThat(event.body().path("device"))
        .isEqualTo(json("{'user_agent':'Agent/1','ip':'203.0.113.9','language':'de'}"));
    assertThat(event.body().path("source").asText()).isEqualTo("web");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|name: missing; time: missing",
        "{'name':'purchse','time':'2026-11-20T10:00:00Z'}|name: \"purchse\" is no event of the catalogue; did you mean purchase?",
        "{'name':7,'time':'2026-11-20T10:00:00Z'}|name: a number",
        "{'name':'login','time':'yesterday'}|time: a text that is no such time",
        "{'name':'login','time':1795168800}|time: a number; it looks like epoch seconds: write 2026-11-20T10:00:00Z",
        "{'name':'login','time':'2025-11-19T10:00:00Z'}|time: more than a year back",
        "{'name':'login','time':'2026-11-20T10:00:00'}|time: a text; it has no offset: write 2026-11-20T10:00:00Z if it is UTC",
        "{'name':'purchase','time':'2026-11-20T10:00:00Z','order':{'value':5}}|order.currency: missing",
        "{'name':'purchase','time':'2026-11-20T10:00:00Z','order':{'items':[{'id':'a'},{'price':'5'}]}}|order.currency: missing",
        "{'name':'purchase','time':'2026-11-20T10:00:00Z','order':{'value':5,'currency':'EURO'}}|order.currency: \"EURO\" is no currency",
        "{'name':'purchase','time':'2026-11-20T10:00:00Z','order':{'value':'5,00','currency':'EUR'}}|order.value: 5,00 has a comma: write 5.00",
        "{'name':'purchase','time':'2026-11-20T10:00:00Z','order':{'value':1e15,'currency':'EUR'}}|order.value: a number that is too large",
        "{'name':'purchase','time':'2026-11-20T10:00:00Z','order':{'value':1e999999999,'currency':'EUR'}}|order.value: a number out of range",
        "{'name':'purchase','time':'2026-11-20T10:00:00Z','order':{'currency':'EUR','items':[{},{'price':true,'quantity':0},null,{'quantity':'-1'}]}}|order.items[1].price: true or false; order.items[1].quantity: a number that is too small; order.items[2]: null; order.items[3].quantity: a text of another form",
        "{'name':'purchase','time':'2026-11-20T10:00:00Z','order':'O-1','user':[]}|order: a text; user: a list",
        "{'name':'refund','time':'2026-11-20T10:00:00Z'}|order: missing",
        "{'name':'refund','time':'2026-11-20T10:00:00Z','order':{'value':'-5','currency':'EUR'}}|order.id: missing; order.value: a text of another form",
        "{'name':'refund','time':'2026-11-20T10:00:00Z','order':{'id':'O','value':0,'currency':'EUR'}}|order.value: a number that is too small",
        "{'name':'custom','time':'2026-11-20T10:00:00Z'}|properties: missing",
        "{'name':'custom','time':'2026-11-20T10:00:00Z','properties':{}}|properties.event: missing",
        "{'name':'login','time':'2026-11-20T10:00:00Z','consent':{'Ad_Storage':'granted'}}|consent.Ad_Storage: not a member of consent; did you mean ad_storage?",
        "{'name':'login','time':'2026-11-20T10:00:00Z','consent':{'purposes':{'ad_personalization':'denied'}}}|consent.purposes.ad_personalization: not a member of this object; did you mean ad_personalisation?",
        "{'name':'login','time':'2026-11-20T10:00:00Z','user':{'email_sha256':'jane@shop.example','phone_sha256':{'profile':'meta','value':'d41d8cd98f00b204e9800998ecf8427e'},'id_sha256':{'profile':'trim'}}}|user.email_sha256: a text of another form; user.id_sha256.value: missing; user.phone_sha256.value: a text of another form",
        "{'name':'login','time':'2026-11-20T10:00:00Z','device':{'id_sha256':{'profile':'mete','value':'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'}}}|device.id_sha256.profile: a text is not allowed here",
      })
  void aFaultSaysWhereAndWhat(String event, String faults) {
    List<Fault> found = faults(SCHEMAS, event);
    assertThat(found.stream().map(fault -> fault.path() + ": " + fault.message()).toList())
        .containsExactly(faults.split("; (?=[a-z])(?!did you|it )"));
    assertThat(found).allSatisfy(fault -> assertThat(fault.expected()).isNotBlank());
  }

  @Test
  void whatIsAllowedIsSaidInWords() {
    assertThat(
            faults(
                SCHEMAS,
                "{'name':'purchase','time':'2026-11-20T10:00:00Z','order':{'value':true,'currency':'EUR'}}"))
        .containsExactly(
            new Fault(
                "order.value",
                "true or false",
                "an amount: a number, or a decimal text such as \"123.45\"; below 10^15, at most 8 decimals"));
  }

  @Test
  void aCustomEventWithoutItsNameIsToldHowItIsWritten() {
    assertThat(faults(SCHEMAS, "{'name':'custom','time':'2026-11-20T10:00:00Z'}"))
        .extracting(Fault::expected)
        .containsExactly(
            "an object with the member event, the event's own name: {\"event\": \"spin_the_wheel\"}");
    assertThat(faults(SCHEMAS, "{'name':'custom','time':'2026-11-20T10:00:00Z','properties':{}}"))
        .extracting(Fault::expected)
        .containsExactly("the event's own name, a text of 1 to 128 characters");
  }

  @Test
  void consentIsReadInAnyCase() {
    ValidEvent event =
        valid(
            "{'name':'login','time':'2026-11-20T10:00:00Z','consent':{'ad_storage':'GRANTED','country':'DE','purposes':{'analytics':'Denied'}}}");
    assertThat(event.body().path("consent"))
        .isEqualTo(
            json("{'ad_storage':'granted','country':'DE','purposes':{'analytics':'denied'}}"));
  }

  @Test
  void aDigestMayBeHexOrBase64OfAnyCaseAndWithItsProfile() {
    String hex = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";
    String base64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    valid(
        "{'name':'login','time':'2026-11-20T10:00:00Z','user':{'email_sha256':'%s','phone_sha256':{'profile':'e164','value':' %s '}}}"
            .formatted(base64, hex));
  }

  @Test
  void anEventThatIsNoObjectIsInvalidAsAWhole() {
    Verdict.Invalid invalid =
        (Verdict.Invalid)
            SCHEMAS.judge(new InboundEvent(BACKEND, Json.mapper().createArrayNode(), NOON, false));
    assertThat(invalid.faults())
        .containsExactly(new Fault("", "the event is a list", "a JSON object"));
  }

  @Test
  void anEventOfTooManyValuesIsRefusedWithoutJudgingThemAll() {
    String many = "{'id':'e1','name':'purchase','order':{'items':[" + "1,".repeat(30_000) + "1]}}";
    Verdict.Invalid invalid = (Verdict.Invalid) SCHEMAS.judge(inbound(json(many), BACKEND));
    assertThat(invalid.faults())
        .containsExactly(new Fault("", "more than 20000 values", "an event of fewer values"));
    assertThat(invalid.eventId()).isEqualTo("e1");
  }

  @Test
  void anInvalidEventKeepsItsUsableIdAndName() {
    Verdict.Invalid invalid =
        (Verdict.Invalid) SCHEMAS.judge(inbound(json("{'id':'e1','name':'login'}"), BACKEND));
    assertThat(invalid.eventId()).isEqualTo("e1");
    assertThat(invalid.name()).isEqualTo("login");
    invalid =
        (Verdict.Invalid) SCHEMAS.judge(inbound(json("{'id':'a\\u0001','name':'x'}"), BACKEND));
    assertThat(invalid.eventId()).isNull();
    assertThat(invalid.name()).isNull();
  }

  @Test
  void aTimeAheadIsFlagged() {
    assertThat(valid("{'id':'1','name':'login','time':'2026-11-20T14:00:00+01:00'}").flags())
        .containsExactly(Flags.TIME_AHEAD);
    assertThat(valid("{'id':'1','name':'login','time':'2025-11-20T12:00:00Z'}").flags()).isEmpty();
  }

  @Test
  void aNameThatIsAPersonsDataIsNotRepeated() {
    List<String> ignored =
        valid(
                "{'id':'1','name':'login','time':'2026-11-20T10:00:00Z','jane@shop.example':1,'user':{'491701234567':2}}")
            .ignored();
    assertThat(ignored).containsExactly("‹name›", "user.‹name›");
  }

  @Test
  void anIdWithAControlCharacterOfTheUpperBlockOrHalfACharacterIsAFault() {
    for (String id : List.of("a\\u0085b", "a\\ud800")) {
      assertThat(
              faults(
                  SCHEMAS,
                  "{'name':'page_view','time':'2026-11-20T10:00:00Z','id':'%s','order':{'id':'%s'}}"
                      .formatted(id, id)))
          .extracting(Fault::path)
          .containsExactly("id", "order.id");
    }
    assertThat(
            valid("{'name':'page_view','time':'2026-11-20T10:00:00Z','id':'a\\ud83d\\ude00'}").id())
        .isEqualTo("a\ud83d\ude00");
  }

  @Test
  void aRefundOfANegativeAmountIsToldThatItMustBeAboveZero() {
    for (String value : List.of("'-5'", "-5", "0")) {
      assertThat(
              faults(
                  SCHEMAS,
                  "{'name':'refund','time':'2026-11-20T10:00:00Z','order':{'id':'O','value':%s,'currency':'EUR'}}"
                      .formatted(value)))
          .extracting(Fault::expected)
          .containsExactly("a number above zero");
    }
  }

  @Test
  void anUnknownPurposeIsAnsweredWithThePurposesThereAre() {
    assertThat(
            faults(
                SCHEMAS,
                "{'name':'page_view','time':'2026-11-20T10:00:00Z','consent':{'purposes':{'marketing':'granted'}}}"))
        .extracting(Fault::expected)
        .allSatisfy(expected -> assertThat(expected).contains("measurement", "ad_user_data"));
  }

  private static ValidEvent valid(String event) {
    Verdict verdict = SCHEMAS.judge(inbound(json(event), BACKEND));
    assertThat(verdict).isInstanceOf(Verdict.Valid.class);
    return ((Verdict.Valid) verdict).event();
  }

  private static List<Fault> faults(EventSchemas schemas, String event) {
    return ((Verdict.Invalid) schemas.judge(inbound(json(event), BACKEND))).faults();
  }

  private static InboundEvent inbound(JsonNode content, Sender sender) {
    return new InboundEvent(sender, content, NOON, false);
  }

  private static InboundEvent inbound(JsonNode content, Sender sender, String receivedAt) {
    return new InboundEvent(sender, content, Instant.parse(receivedAt), false);
  }
}
