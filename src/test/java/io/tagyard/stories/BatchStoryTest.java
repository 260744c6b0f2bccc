package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.stories.GatewayFixture.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a sender hears about each event of a request: what is good is kept, what is odd is said. */
class BatchStoryTest {
  @TempDir static Path folder;

  private static DoorGateway doors;

  @BeforeAll
  static void start() throws IOException {
    doors = new DoorGateway(folder, Map.of());
  }

  @AfterAll
  static void end() throws InterruptedException {
    doors.close();
  }

  @Test
  void oneBadElementOrLineTakesNoOtherWithIt() {
    String bad =
        "{\"id\":\"bad\",\"name\":\"purchase\",\"name\":\"purchase\",\"email\":\"jane@example.com\"}";
    String array =
        "[" + StoryYard.purchase("a1") + "," + bad + "," + StoryYard.purchase("a2") + "]";
    String lines =
        (StoryYard.purchase("n1").replace("\n", "")
            + "\n"
            + bad
            + "x\n"
            + StoryYard.purchase("n2").replace("\n", ""));
    for (Reply reply :
        List.of(send("application/json", array, ""), send("application/x-ndjson", lines, ""))) {
      assertThat(reply.status()).as(reply.text()).isEqualTo(202);
      JsonNode told = reply.json();
      assertThat(told.path("accepted").asInt()).isEqualTo(2);
      assertThat(told.path("quarantined").asInt()).isEqualTo(1);
      JsonNode second = told.at("/events/1");
      assertThat(second.path("id").asText()).isEqualTo("bad");
      assertThat(second.path("index").asInt(-1)).isEqualTo(1);
      assertThat(second.at("/errors/0/message").asText()).contains("a member name appears twice");
      assertThat(reply.text()).doesNotContain("jane");
    }
    String quarantine = doors.gateway.get("/v1/quarantine").text();
    assertThat(quarantine).contains("line 2: a member name appears twice").doesNotContain("jane");
  }

  @ParameterizedTest
  @CsvSource({
    "'value':1,value,order.value",
    "'total':1,total,order.value",
    "'items':[],items,order.items",
    "'transaction_id':'1',transaction_id,order.id",
    "'customer':{},customer,user",
    "'customerEmail':'a@b.example',customerEmail,",
    "'userId':'1',userId,user.id",
    "'page':{'link':'https://a.example'},page.link,page.url",
    "'order':{'total':1},order.total,order.value",
    "'order':{'curency':'EUR'},order.curency,order.currency",
    "'order':{'items':[{'id':'1'};{'sku':'2'}]},order.items[1].sku,order.items[1].id",
    "'order':{'items':[{'id':'1';'qty':2}]},order.items[0].qty,order.items[0].quantity",
    "'user':{'mail':'a@b.example'},user.mail,user.email",
    "'user':{'adress':{}},user.adress,user.address",
    "'user':{'address':{'zip':'1'}},user.address.zip,user.address.postal_code",
    "'fbclid':'x',fbclid,click_ids.fbclid",
    "'wholly_own':1,wholly_own,"
  })
  void anUnknownMemberIsAnsweredWithWhereItBelongs(String member, String path, String meant) {
    String event =
        "{\"id\":\"u-%d\",\"name\":\"page_view\",\"time\":\"2026-11-20T10:00:00Z\",%s}"
            .formatted(member.hashCode(), member.replace('\'', '"').replace(';', ','));
    Reply reply = send("application/json", event, "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    String said = warning(reply, path);
    assertThat(said).contains(meant == null ? "under properties" : "did you mean " + meant + "?");
  }

  @Test
  void aPurchaseWithoutOrderIdOrValueOrIdIsWarnedAbout() {
    Reply reply =
        send("application/json", "{\"name\":\"purchase\",\"time\":\"2026-11-20T10:00:00Z\"}", "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    assertThat(warning(reply, "order.id")).startsWith("missing");
    assertThat(warning(reply, "order.value")).startsWith("missing");
    assertThat(warning(reply, "id")).startsWith("missing");
    Reply good = send("application/json", StoryYard.purchase("well"), "");
    assertThat(good.json().at("/events/0").has("warnings")).as(good.text()).isFalse();
  }

  @Test
  void aStrictRequestIsKeptWholeOrNotAtAll() {
    String odd = StoryYard.purchase("s-odd").replaceFirst("\\{", "{\"value\":1,");
    String bad = StoryYard.purchase("s-bad").replace("49.90", "much");
    for (String wrong : List.of(odd, bad)) {
      Reply refused =
          send("application/json", "[" + StoryYard.purchase("s-good") + "," + wrong + "]", "1");
      assertThat(refused.status()).as(refused.text()).isEqualTo(422);
      assertThat(refused.json().path("accepted").asInt()).isZero();
      assertThat(refused.json().path("quarantined").asInt()).isZero();
      assertThat(refused.json().at("/events/1/status").asText()).isEqualTo("refused");
      assertThat(refused.json().at("/events/1/errors")).isNotEmpty();
    }
    assertThat(doors.gateway.get("/v1/events/s-good").status()).isEqualTo(404);
    assertThat(doors.gateway.get("/v1/quarantine").text()).doesNotContain("s-bad");
    assertThat(send("application/json", StoryYard.purchase("s-good"), "1").status()).isEqualTo(202);
    assertThat(send("application/json", odd, "").status()).isEqualTo(202);
  }

  static Stream<Arguments> foreignShapes() {
    return Stream.of(
        arguments("Shopify", "{'id':1,'name':'#1001','line_items':[],'financial_status':'paid'}"),
        arguments("WooCommerce", "{'id':1,'line_items':[],'order_key':'wc_1','billing':{}}"),
        arguments(
            "Stripe",
            "{'id':'evt_1','object':'event','type':'charge.refunded','livemode':true,'data':{'object':{}}}"),
        arguments("GA4", "{'client_id':'1.2','events':[{'name':'purchase','params':{}}]}"),
        arguments(
            "Segment", "{'type':'track','event':'Order Completed','userId':'1','properties':{}}"),
        arguments("Segment", "{'batch':[{'type':'track'}]}"),
        arguments(
            "RudderStack", "{'type':'track','messageId':'1','originalTimestamp':'x','userId':'1'}"),
        arguments(
            "Snowplow",
            "{'schema':'iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4','data':[{'e':'pv'}]}"),
        arguments("CloudEvent", "{'specversion':'1.0','type':'a.b','source':'/x','id':'1'}"),
        arguments("Meta", "{'data':[{'event_name':'Purchase','event_time':1}]}"),
        arguments("Meta", "{'event_name':'Purchase','event_time':1,'user_data':{}}"),
        arguments("GTM", "{'event':'purchase','ecommerce':{'items':[]}}"),
        arguments("list inside of an object", "{'events':[{'name':'purchase'}]}"));
  }

  @ParameterizedTest
  @MethodSource("foreignShapes")
  void theFormOfAnotherSystemIsNamed(String system, String body) {
    Reply reply = send("application/json", body.replace('\'', '"'), "");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().at("/events/0/errors/0/message").asText())
        .contains("looks like")
        .contains(system);
  }

  private static Reply send(String type, String body, String strict) {
    var request =
        doors
            .gateway
            .request("/v1/events", StoryYard.KEY)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    return doors.gateway.send(
        strict.isEmpty() ? request : request.header("Tagyard-Strict", strict));
  }

  private static String warning(Reply reply, String path) {
    for (JsonNode one : reply.json().at("/events/0/warnings")) {
      if (one.path("path").asText().equals(path)) {
        return one.path("message").asText();
      }
    }
    throw new AssertionError("no warning about " + path + " in " + reply.text());
  }
}
