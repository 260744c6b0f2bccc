package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.diagnostic.YamlFile;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.event.Digests;
import io.tagyard.event.Events;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.route.Condition.Answer.Broken;
import io.tagyard.route.Condition.Answer.Fails;
import io.tagyard.route.Condition.Answer.Holds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final SafeEvent ORDER =
      Events.safe(
          Events.json(
              """
              {'id':'e1','name':'purchase','time':'2026-11-20T10:00:00.5Z','source':'web','channel':'web',
               'page':{'url':'https://shop.acme.example/thanks'},
               'user':{'id':'u1','address':{'country':'DE'}},
               'device':{'ip':null,'user_agent':null,'language':'de'},
               'click_ids':{'irclickid':'abc'}, 'click':{'time':'2026-11-18T09:00:00Z'},
               'order':{'id':'O1','value':'123.45','currency':'EUR','tax':7,'coupon':'SAVE',
                        'items':[{'id':'a','price':10,'quantity':2},{'id':'b','price':'3.5','quantity':1}]},
               'properties':{'plan':'gold','seats':5,'deep':{'flag':true}}}
              """),
          Events.granted(),
          new Digests(Map.of("email.basic", "0".repeat(64))));
  private static final OpenEvent EVENT =
      Events.open(ORDER, Map.of("device.user_agent", TextNode.valueOf("Mozilla/5.0")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order.value > 0 && page.url.startsWith('https://shop.acme.example')",
        "order.value > 123",
        "order.value >= 123.45",
        "order.tax == 7.0",
        "name == 'purchase' && source in ['web', 'app'] && channel == 'web'",
        "has(click_ids.irclickid) && !has(click_ids.gclid)",
        "click_ids.irclickid == 'abc'",
        "has(identity.email) && !has(identity.phone)",
        "has(device.ip) && device.user_agent.startsWith('Mozilla')",
        "!has(partner.code) && !has(partner.sub_ids.sub1)",
        "!has(cookies._fbp)",
        "time - click.time > duration('24h')",
        "time > timestamp('2026-01-01T00:00:00Z')",
        "order.items.exists(i, i.id == 'b' && i.price > 3)",
        "size(order.items) == 2",
        "properties.plan == 'gold' && properties.seats > 4.5",
        "properties.seats == 5",
        "properties.deep.flag",
        "!has(properties.deeper.flag)",
        "consent.measurement == 'granted' && consent.regime == 'opt_in' && !consent.gpc",
        "consent.country == 'DE' && user.address.country == 'DE'",
        "order.coupon.lowerAscii() == 'save'",
        "page.url.matches('^https://[a-z.]+/thanks$')",
        "order.value > 0 || order.shipping > 0",
        "has(user.address) && has(order.items)"
      })
  void holds(String text) {
    assertThat(compiled(text).test(EVENT)).isInstanceOf(Holds.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"order.value > 200", "has(user.address.country) && name == 'refund'"})
  void fails(String text) {
    assertThat(compiled(text).test(EVENT)).isInstanceOf(Fails.class);
  }

  @Test
  void whatIsNotInTheEventBreaksItAndTheReasonSaysWhatWasMissing() {
    assertThat(compiled("order.shipping > 0").test(EVENT))
        .isEqualTo(new Broken("shipping is not in the event; ask has(...) before"));
    assertThat(compiled("cookies['_ga'] == 'x'").test(EVENT)).isInstanceOf(Broken.class);
    assertThat(compiled("properties.plan > 5").test(EVENT)).isInstanceOf(Broken.class);
    assertThat(compiled("order.items[7].id == 'x'").test(EVENT)).isInstanceOf(Broken.class);
  }

  @Test
  void aDerivedSubtotalIsSeenLikeASentOne() {
    SafeEvent safe =
        new SafeEvent(
            ORDER.workspace(),
            ORDER.source(),
            ORDER.sourceKind(),
            ORDER.id(),
            ORDER.name(),
            ORDER.time(),
            ORDER.channel(),
            ORDER.receivedAt(),
            ORDER.flags(),
            ORDER.body(),
            new java.math.BigDecimal("116.45"),
            ORDER.digests(),
            1,
            ORDER.consent(),
            List.of());
    assertThat(compiled("order.subtotal == 116.45").test(Events.open(safe, Map.of())))
        .isInstanceOf(Holds.class);
  }

  @Test
  void aMistakeIsToldAtItsPlaceInPlainWords() {
    assertThat(mistakes("ordr.value > 0"))
        .containsExactly(
            "f.yaml:1:8: error[condition-invalid]: there is no \"ordr\" in an event | order");
    assertThat(mistakes("name == 'a' && order.valeu > 0"))
        .containsExactly("f.yaml:1:29: error[condition-invalid]: no member \"valeu\" here | value");
    assertThat(mistakes("order.currency > 5"))
        .containsExactly(
            "f.yaml:1:23: error[condition-invalid]: \">\" does not go with a text and a whole number | ");
    assertThat(mistakes("order.value == 5"))
        .containsExactly(
            "f.yaml:1:20: error[condition-invalid]: \"==\" does not go with a number and a whole"
                + " number; amounts are numbers such as 5.0 | ");
    assertThat(mistakes("order.currency"))
        .containsExactly(
            "f.yaml:1:13: error[condition-invalid]: a condition is true or false, and this is a text | ");
    assertThat(mistakes("user.email == 'a@b.example'"))
        .containsExactly(
            "f.yaml:1:13: error[condition-invalid]: contact data are not visible in conditions;"
                + " has(identity.email) asks for presence | ");
    assertThat(mistakes("identity.email == 'x'")).hasSize(1);
    assertThat(mistakes("order.value >")).hasSize(1);
    assertThat(mistakes("has(order)")).hasSize(1);
  }

  @Test
  void aMistakeInAQuotedTextIsToldBehindItsEscapes() {
    assertThat(mistakes("\"name == \\\"a\\\" && ordr.value > 0\""))
        .containsExactly(
            "f.yaml:1:26: error[condition-invalid]: there is no \"ordr\" in an event | order");
  }

  @Test
  void whatNoEventOfTheRouteCanSatisfyIsAlwaysFalse() {
    List<String> names = List.of("purchase", "refund");
    assertThat(compiled("false").alwaysFalse(names, List.of("web"))).isTrue();
    assertThat(compiled("1 > 2 && order.value > 0").alwaysFalse(names, List.of("web"))).isTrue();
    assertThat(compiled("order.value > 0 && name == 'login'").alwaysFalse(names, List.of("web")))
        .isTrue();
    assertThat(compiled("source == 'wbe'").alwaysFalse(names, List.of("web", "app"))).isTrue();
    assertThat(compiled("source == 'app'").alwaysFalse(names, List.of("web", "app"))).isFalse();
    assertThat(compiled("order.value > 0").alwaysFalse(names, List.of("web"))).isFalse();
  }

  @Test
  void aConditionIsBoundedInLength() {
    assertThat(mistakes("name == '" + "a".repeat(2000) + "'")).hasSize(1);
  }

  private static Condition compiled(String text) {
    Problems problems = new Problems();
    Condition condition =
        Condition.compile(scalar("\"" + text + "\"", problems), problems)
            .orElseThrow(() -> new AssertionError(problems.sorted()));

    return condition;
  }

  private static List<String> mistakes(String written) {
    Problems problems = new Problems();
    assertThat(Condition.compile(scalar(written, problems), problems)).isEmpty();
    return problems.sorted().stream()
        .map((Problem problem) -> problem.headline() + " | " + problem.guess().orElse(""))
        .toList();
  }

  private static Scalar scalar(String written, Problems problems) {
    String text = "  when: ".substring(1) + written;
    Mapping root =
        (Mapping) YamlFile.read(SourceText.of("f.yaml", text), text, problems).orElseThrow();
    return (Scalar) root.get("when").orElseThrow();
  }
}
