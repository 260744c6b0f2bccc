package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.event.Digests;
import io.tagyard.event.Events;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.Purpose;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of an event that a definition is asked to prepare. */
class PrepareTest extends PrepareKit {
  @Test
  void everythingIsEncodedOnceForWhereItStands() {
    Destination destination =
        destination(
            """
            request:
              method: POST
              url: "https://h.example/a b/${order.id}/x?fix=1|2&o=${order.id}&gone=${user.id}&alone&e="
              path: [ "seg/ment", "${user.id}", "${order.id}" ]
              query: { "na me": "${order.id}", list: [ a, "b&c" ] }
              headers: { X-Order: "${order.id}" }
              form: { "k k": "${order.id}", gone: "${user.id}", zero: 0 }
            """);
    Outbound sent = sent(destination, leg(event(",'order':{'id':'ü/ ?&=+'}")));
    String id = "%C3%BC%2F%20%3F%26%3D%2B";
    assertThat(sent.uri().toString())
        .isEqualTo(
            "https://h.example/a%20b/%s/x/seg%2Fment/%s?fix=1%7C2&o=%s&alone&e=&na%20me=%s&list=a&list=b%26c"
                .replace("%s", id));
    assertThat(sent.headers())
        .containsExactly(
            new Outbound.Header("Content-Type", "application/x-www-form-urlencoded"),
            new Outbound.Header("X-Order", "ü/ ?&=+"));
    assertThat(Kit.text(sent.body())).isEqualTo("k%20k=" + id + "&zero=0");
  }

  @Test
  void whatIsAbsentBeforeTheQueryWithholds() {
    Destination destination =
        destination("request: { url: \"https://h.example/${order.id}/x?u=${user.id}\" }\n");
    assertThat(destination.prepare(leg(event(""))))
        .isEqualTo(new Prepared.Withheld("missing_field", "order.id is not in the event"));
    assertThat(sent(destination, leg(event(",'order':{'id':'O'}"))).uri().toString())
        .isEqualTo("https://h.example/O/x");
  }

  @Test
  void aControlCharacterInAHeaderWithholds() {
    Destination destination =
        destination(
            "request: { url: \"https://h.example/\", headers: { X: \"${properties.x}\" } }\n");
    assertThat(reason(destination, leg(event(",'properties':{'x':'a\\u000d\\u000ab'}"))))
        .isEqualTo("unsafe_value");
    assertThat(reason(destination, leg(event(",'properties':{'x':'a\\u0000b'}"))))
        .isEqualTo("unsafe_value");
    assertThat(sent(destination, leg(event(",'properties':{'x':'a\\tb'}"))).headers())
        .containsExactly(new Outbound.Header("X", "a\tb"));
  }

  @Test
  void requirementsAreAlternativesAndTogether() {
    Destination destination =
        destination(
            "requires: { any: [identity.email, [device.ip, device.user_agent]], all: [order.id] }\nrequest: { url: \"https://h.example/\" }\n");
    assertThat(reason(destination, leg(event("")))).isEqualTo("missing_identifier");
    assertThat(reason(destination, leg(event(",'order':{'id':'O'}"))))
        .isEqualTo("missing_identifier");
    assertThat(
            destination.prepare(
                leg(
                    event(
                        "{'id':'e1','name':'purchase','time':'2026-11-20T10:00:00Z','order':{'id':'O'},'device':{'ip':null,'user_agent':null}}",
                        Map.of(
                            "device.ip", TextNode.valueOf("203.0.113.7"),
                            "device.user_agent", TextNode.valueOf("A"))))))
        .isInstanceOf(Prepared.Element.class);
  }

  @Test
  void aRawValueIsSeenOnlyWhereTheDefinitionMayAndConsentLets() {
    String request =
        "request: { method: POST, url: \"https://h.example/\", body: { f: \"${user.first_name}\", l: \"${user.last_name}\", ip: \"${device.ip}\", event: \"${event}\" } }\n";
    String json =
        "{'id':'e1','name':'purchase','time':'2026-11-20T10:00:00Z','user':{'first_name':null,'last_name':null,'address':{'city':null}},'device':{'ip':null}}";
    Map<String, JsonNode> raw =
        Map.of(
            "user.first_name", TextNode.valueOf("Jane"),
            "user.last_name", TextNode.valueOf("Doe"),
            "user.address.city", TextNode.valueOf("Paris"),
            "device.ip", TextNode.valueOf("203.0.113.7"));
    String start = "'id':'e1','name':'purchase','time':'2026-11-20T10:00:00Z'";
    assertThat(
            body(
                destination("raw: { first_name: \"https://docs.example\" }\n" + request),
                leg(event(json, raw))))
        .isEqualTo(
            "{'f':'Jane','ip':'203.0.113.7','event':{"
                + start
                + ",'user':{'first_name':'Jane'},'device':{'ip':'203.0.113.7'},'source':'backend'}}");
    assertThat(body(destination(request), leg(event(json, raw))))
        .isEqualTo(
            "{'ip':'203.0.113.7','event':{"
                + start
                + ",'device':{'ip':'203.0.113.7'},'source':'backend'}}");
    assertThat(body(destination("raw: \"*\"\n" + request), leg(event(json, raw))))
        .contains("'l':'Doe'", "'address':{'city':'Paris'}");
    String gated =
        Folder.HEAD.replace(
                "[measurement]",
                "[measurement], fields: { identity: ad_user_data, device: analytics }")
            + "accepts: \"*\"\nraw: \"*\"\n"
            + request
            + Folder.ANSWERS;
    Leg closed =
        new Leg(
            event(json, raw),
            "r",
            false,
            Set.of(Purpose.AD_USER_DATA, Purpose.ANALYTICS),
            null,
            null);
    assertThat(body(new Folder(path).connect(gated, ""), closed))
        .isEqualTo("{'event':{" + start + ",'source':'backend'}}");
    assertThat(body(new Folder(path).connect(gated, ""), leg(event(json, raw)))).contains("Jane");
  }

  private static String body(Destination destination, Leg leg) {
    return Kit.text(sent(destination, leg).body()).replace('"', '\'');
  }

  @Test
  void aClosedIdentityHasNoDigests() {
    String definition =
        Folder.HEAD.replace("[measurement]", "[measurement], fields: { identity: ad_user_data }")
            + "accepts: \"*\"\nrequest: { url: \"https://h.example/?e=${identity.email.basic}\" }\n"
            + Folder.ANSWERS;
    Destination destination = new Folder(path).connect(definition, "");
    OpenEvent known = identified("email.basic");
    assertThat(sent(destination, leg(known)).uri().toString())
        .isEqualTo("https://h.example/?e=abc");
    Leg closed = new Leg(known, "r", false, Set.of(Purpose.AD_USER_DATA), null, null);
    assertThat(sent(destination, closed).uri().toString()).isEqualTo("https://h.example/");
    assertThat(destination.digestVariants()).containsExactly("email.basic");
  }

  @Test
  void anIdentifierInAFormThatIsNotSentMeetsNoRequirement() {
    Destination destination =
        destination(
            "requires: { any: [identity.email] }\nrequest: { url: \"https://h.example/?e=${identity.email.basic}\" }\n");
    assertThat(reason(destination, leg(identified("email.google"))))
        .isEqualTo("missing_identifier");
    assertThat(sent(destination, leg(identified("email.basic"))).uri().getQuery())
        .isEqualTo("e=abc");
    String presence =
        "requires: { any: [identity.email] }\nrequest: { url: \"https://h.example/\" }\n";
    assertThat(sent(destination(presence), leg(identified("email.google"))).uri().getPath())
        .as("who reads none may ask for any")
        .isEqualTo("/");
  }

  private static OpenEvent identified(String variant) {
    return Events.open(
        Events.safe(
            Events.json("{'id':'e1','name':'purchase','time':'2026-11-20T10:00:00Z'}"),
            Events.granted(),
            new Digests(Map.of(variant, "abc"))),
        Map.of());
  }

  @Test
  void theFirstRequestThatFitsIsUsed() {
    Destination destination =
        destination(
            """
            request:
              - { for: [refund], url: "https://h.example/refund" }
              - { if: "${order.id}", url: "https://h.example/order" }
              - { url: "https://h.example/else" }
            """);
    assertThat(sent(destination, leg(event(""))).uri().getPath()).isEqualTo("/else");
    assertThat(sent(destination, leg(event(",'order':{'id':'O'}"))).uri().getPath())
        .isEqualTo("/order");
  }

  @Test
  void anEndpointReplacesSchemeHostAndPort() {
    Destination destination =
        new Folder(path)
            .connect(
                Folder.HEAD
                    + "accepts: \"*\"\nrequest: { url: \"https://h.example/a?b=${id}\" }\n"
                    + Folder.ANSWERS,
                "",
                Optional.of("http://127.0.0.1:9099"));
    Prepared prepared = destination.prepare(leg(event("")));
    assertThat(((Prepared.Element) prepared).host()).isEqualTo("127.0.0.1:9099");
    assertThat(sent(destination, leg(event(""))).uri().toString())
        .isEqualTo("http://127.0.0.1:9099/a?b=e1");
  }

  @Test
  void aCorrectionNeedsItsOriginal() {
    Destination destination =
        destination(
            "corrects: [refund]\nrequest: { url: \"https://h.example/?r=${state.refunded}&all=${state.fully_reversed}&m=${state.remaining | minor_units}\" }\n");
    OpenEvent refund = event("{'id':'r1','name':'refund','time':'2026-11-20T10:00:00Z'}", Map.of());
    assertThat(reason(destination, leg(refund))).isEqualTo("no_original");
    ObjectNode state =
        Events.json("{'refunded':'5.00','remaining':'7','currency':'JPY','fully_reversed':false}");
    Leg known = new Leg(refund, "r", false, Set.of(), null, state);
    assertThat(sent(destination, known).uri().getQuery()).isEqualTo("r=5.00&all=false&m=7");
  }

  private static @Nullable Overlay overlay(Destination destination, String map, Problems problems) {
    return destination.overlay((Mapping) Kit.yaml(map), problems).orElse(null);
  }

  @Test
  void aMapIsLaidOverTheRequest() {
    Destination destination =
        destination(
            "limits: { batch: 10 }\nrequest: { url: \"https://h.example/?a=1\", query: { b: 2 }, body: { e: { each: batch, as: { i: \"${id}\", c: { v: 1 } } } } }\n");
    Problems problems = new Problems();
    Overlay overlay =
        overlay(
            destination,
            "{ query.a: '${order.id}', query.z: 9, query.gone: '${user.id}', headers.X-O: '${order.id}', body.c.w: '${identity.email.google}', body.d: [1], body.c.v: 5 }",
            problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(overlay).isNotNull();
    OpenEvent event = event(",'order':{'id':'O'}");
    Outbound sent = sent(destination, new Leg(event, "r", false, Set.of(), overlay, null));
    assertThat(sent.uri().toString()).isEqualTo("https://h.example/?a=O&b=2&z=9");
    assertThat(sent.headers()).contains(new Outbound.Header("X-O", "O"));
    assertThat(Kit.text(sent.body()))
        .isEqualTo("{\"e\":[{\"i\":\"e1\",\"c\":{\"v\":5},\"d\":[1]}]}");
    assertThat(overlay == null ? Set.of() : overlay.digestVariants())
        .containsExactly("email.google");
    Prepared plain = destination.prepare(leg(event));
    Prepared laid = destination.prepare(new Leg(event, "r", false, Set.of(), overlay, null));
    assertThat(((Prepared.Element) laid).batchKey())
        .isNotEqualTo(((Prepared.Element) plain).batchKey());
  }

  @Test
  void aMapChangesItsOwnRequestAndNotTheEventThatOthersSend() {
    Destination destination =
        destination(
            "request: { url: \"https://h.example/\", body: { o: \"${order}\", all: \"${event}\" } }\n");
    Overlay overlay =
        overlay(
            destination,
            "{ 'body.o.items[0].id': x, body.all.order.note: y, 'body.o.items[7].id': z, 'body.o.tags[1].k': v }",
            new Problems());
    OpenEvent event = event(",'order':{'id':'O','items':[{'id':'a'},{'id':'b'}],'tags':['s','t']}");
    Leg plain = leg(event);
    String before = Kit.text(sent(destination, plain).body());
    Outbound sent = sent(destination, new Leg(event, "r", false, Set.of(), overlay, null));
    assertThat(Kit.text(sent.body()))
        .startsWith(
            "{\"o\":{\"id\":\"O\",\"items\":[{\"id\":\"x\"},{\"id\":\"b\"}],\"tags\":[\"s\",{\"k\":\"v\"}]},\"all\"")
        .contains(
            "\"order\":{\"id\":\"O\",\"items\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"tags\":[\"s\",\"t\"],\"note\":\"y\"}");
    assertThat(Kit.text(sent(destination, plain).body())).isEqualTo(before);
  }

  @Test
  void aMapThatFitsNothingIsLocated() {
    Destination destination = destination("request: { url: \"https://h.example/\" }\n");
    Problems problems = new Problems();
    assertThat(
            overlay(
                destination,
                "{ qurey.a: 1, body.x: 1, query: 2, 'headers.X Y': 1, query.b: '${ordr.id}', 'body..': 1 }",
                problems))
        .isNull();
    assertThat(problems.sorted()).hasSize(6);
    assertThat(problems.sorted().getFirst().guess()).contains("query");
  }

  @Test
  void namesOfEventsComeFromSettingsFirst() {
    Destination destination =
        new Folder(path)
            .connect(
                Folder.HEAD
                    + "settings: { names: { type: map, of: text } }\naccepts: [ settings.names, { purchase: Buy, custom: \"${properties.event}\" } ]\nrequest: { url: \"https://h.example/?n=${accepted_as}\" }\n"
                    + Folder.ANSWERS,
                "names: { purchase: Kauf }");
    assertThat(destination.acceptedAs(event(""))).contains("Kauf");
    assertThat(sent(destination, leg(event(""))).uri().getQuery()).isEqualTo("n=Kauf");
    OpenEvent custom =
        event(
            "{'id':'c','name':'custom','time':'2026-11-20T10:00:00Z','properties':{'event':'Quiz'}}",
            Map.of());
    assertThat(destination.acceptedAs(custom)).contains("Quiz");
    OpenEvent login = event("{'id':'c','name':'login','time':'2026-11-20T10:00:00Z'}", Map.of());
    assertThat(destination.acceptedAs(login)).isEmpty();
    assertThat(reason(destination, leg(login))).isEqualTo("event_not_accepted");
  }

  @Test
  void inATextOfThePathWhatIsWrittenStaysAndValuesMakeNoSegment() {
    Destination destination =
        destination(
            """
            request:
              url: "https://h.example/c"
              path:
                - ref:${order.id}
                - gone:${user.id}
                - each: order.items
                  as: "[sku:${item.id}/n:${item.quantity}]"
                  join: ""
            """);
    Outbound sent =
        sent(
            destination,
            leg(event(",'order':{'id':'a/b:c?','items':[{'id':'x/1','quantity':2},{'id':'y'}]}")));
    assertThat(sent.uri().toString())
        .isEqualTo("https://h.example/c/ref:a%2Fb%3Ac%3F/%5Bsku:x%2F1/n:2%5D%5Bsku:y/n:%5D");
  }
}
