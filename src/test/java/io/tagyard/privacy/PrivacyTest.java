package io.tagyard.privacy;

import static io.tagyard.event.Events.NOON;
import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.event.ConsentSent;
import io.tagyard.event.Json;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sealed;
import io.tagyard.event.Sender;
import io.tagyard.event.Sha256;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyTest {
  private static final Sender SENDER = Sender.server("acme", "backend", SourceKind.SERVER, null);
  private static final String JANE =
      "{'id':'e1','user':{'id':'u-1','email':'jane@shop.example','first_name':'Jane','email_sha256':{'value':'x'},"
          + "'address':{'street':'Main St 1','city':'Paris','country':'FR','country_sha256':'y'}},"
          + "'device':{'ip':'203.0.113.7','language':'fr','user_agent':'Agent/1','id':'d-1'},'order':{'id':'O'}}";

  private final List<Integer> removed = new ArrayList<>();
  private final Privacy privacy = new Privacy(new Plain(), removed::add);
  private final List<SafeEvent> broken = new ArrayList<>();
  private final Opener opener = new Opener(new Plain(), broken::add);

  @Test
  void contactDataGoesAndDeviceValuesLeaveTheirPlace() {
    SafeEvent safe = privacy.apply(valid(JANE), PrivacyPolicy.everyDigest("other"));
    assertThat(text(safe.body()))
        .isEqualTo(
            "{'id':'e1','user':{'id':'u-1','address':{'country':'FR'}},'device':{'ip':null,'language':'fr','user_agent':null,'id':'d-1'},'order':{'id':'O'}}"
                .replace('\'', '"'));
    assertThat(safe.digests().byVariant()).containsKeys("email.google", "ip", "city.latin");
    assertThat(safe.piiProfile()).isEqualTo(Digester.PROFILE);
    assertThat(safe.consent().country()).isEqualTo("FR");
    assertThat(safe.sealed()).hasSize(1);
    assertThat(safe.sealed().getFirst().paths()).containsExactly("device.ip", "device.user_agent");
    assertThat(safe.sealed().getFirst().until()).isNull();
    assertThat(removed).isEmpty();
  }

  @Test
  void retainedFieldsAreReadableUntilTheirTimeAndDeviceValuesAlways() {
    SafeEvent safe =
        privacy.apply(
            valid(JANE),
            new PrivacyPolicy(
                "other",
                Map.of(
                    "first_name", Duration.ofHours(48),
                    "street", Duration.ofHours(1),
                    "city", Duration.ofHours(1),
                    "phone", Duration.ofHours(1)),
                Set.of()));
    assertThat(text(safe.body()))
        .contains(
            "'first_name':null,'address':{'street':null,'city':null,'country'".replace('\'', '"'))
        .doesNotContain("phone");
    assertThat(safe.sealed())
        .extracting(Sealed::until)
        .containsExactly(null, NOON.plusSeconds(3600), NOON.plusSeconds(48 * 3600));
    assertThat(opener.open(safe, NOON.plusSeconds(3600)).opened())
        .containsOnly(
            Map.entry("device.ip", TextNode.valueOf("203.0.113.7")),
            Map.entry("device.user_agent", TextNode.valueOf("Agent/1")),
            Map.entry("user.first_name", TextNode.valueOf("Jane")),
            Map.entry("user.address.street", TextNode.valueOf("Main St 1")),
            Map.entry("user.address.city", TextNode.valueOf("Paris")));
    assertThat(opener.open(safe, NOON.plusSeconds(3601)).opened())
        .containsOnlyKeys("device.ip", "device.user_agent", "user.first_name");
    assertThat(opener.open(safe, NOON.plus(Duration.ofDays(3))).opened())
        .containsOnlyKeys("device.ip", "device.user_agent");
    assertThat(broken).isEmpty();
  }

  @Test
  void whatDoesNotOpenIsAbsentAndReported() {
    SafeEvent safe = privacy.apply(valid(JANE), PrivacyPolicy.everyDigest("other"));
    SafeEvent moved =
        new SafeEvent(
            safe.workspace(),
            safe.source(),
            safe.sourceKind(),
            "e2",
            safe.name(),
            safe.time(),
            safe.channel(),
            safe.receivedAt(),
            safe.flags(),
            safe.body(),
            null,
            safe.digests(),
            1,
            safe.consent(),
            safe.sealed());
    OpenEvent open = opener.open(moved, NOON);
    assertThat(open.opened()).isEmpty();
    assertThat(broken).containsExactly(moved);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "jane@shop.example, false",
    "+49 170 1234567, false",
    "(650) 555-1212, false",
    "(650)555-1212, false",
    "1-650-555-1212, false",
    "(0)30 901820, false",
    "0151 23 45 67 89, false",
    "0171/23 45 678, false",
    "(650) 555-1212 ext. 33, false",
    "+ 49 170 1234567, false",
    "＋４９１７０１２３４５６７, false",
    "+33\u00a06\u202f12 34\u201156 78, false",
    "jane＠shop.example, false",
    "@jane@shop.example, false",
    "user-42, true",
    "1234567890, true",
    "550e8400-e29b-41d4-a716-446655440000, true",
    "2026-11-20-0001, true",
  })
  void aUserIdShapedLikeContactDataIsDigestedOnly(String id, boolean kept) {
    SafeEvent safe =
        privacy.apply(
            valid("{'user':{'id':'%s'}}".formatted(id)), PrivacyPolicy.everyDigest("other"));
    assertThat(safe.body().at("/user/id").asText("")).isEqualTo(kept ? id : "");
    assertThat(safe.digests().of("external_id.trim")).contains(Sha256.hex(id));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://s.example/a?x=1&y=2#top, https://s.example/a?x=1&y=2#top, 0",
    "https://s.example/a?email=jane@shop.example&y=2, https://s.example/a?email=&y=2, 1",
    "https://s.example/a?e=jane%40shop.example, https://s.example/a?e=, 1",
    "https://s.example/a?next=%2Flogin%3Fe%3Djane%2540shop.example, https://s.example/a?next=, 1",
    "https://s.example/a?tel=%2B49%20170%201234567&o=2, https://s.example/a?tel=&o=2, 1",
    "https://s.example/a?phone=+491701234567, https://s.example/a?phone=, 1",
    "https://s.example/a?phone=01701234567, https://s.example/a?phone=, 1",
    "https://s.example/a?phone=+49+170+1234567, https://s.example/a?phone=, 1",
    "https://s.example/a?x=+49+170+1234567, https://s.example/a?x=, 1",
    "https://s.example/a?user%5Btel%5D=01701234567, https://s.example/a?user%5Btel%5D=, 1",
    "https://s.example/a?userTel=01701234567, https://s.example/a?userTel=, 1",
    "https://s.example/a?next=%2Flogin%3Fphone%3D01701234567, https://s.example/a?next=, 1",
    "https://s.example/a?e=jane%25252540shop.example, https://s.example/a?e=, 1",
    "https://s.example/a?e=%zz%2540jane%40shop.example, https://s.example/a?e=, 1",
    "https://s.example/call/+49/1701234567, https://s.example/call/, 1",
    "https://s.example/a?hotel=01701234567, https://s.example/a?hotel=01701234567, 0",
    "https://s.example/a?order=1701234567&gclid=0049abc, https://s.example/a?order=1701234567&gclid=0049abc, 0",
    "https://s.example/a?utm_id=20261120101530, https://s.example/a?utm_id=20261120101530, 0",
    "https://s.example/u/jane@shop.example/x, https://s.example/u//x, 1",
    "https://s.example/#/?email=jane@shop.example, https://s.example/#/?email=, 1",
    "https://jane:pw@s.example/a, https://s.example/a, 0",
    "https://s.example/a?100%25=%zz, https://s.example/a?100%25=%zz, 0",
    "not a url jane@shop.example, '', 1",
  })
  void contactDataInAUrlIsCut(String url, String clean, int cut) {
    SafeEvent safe =
        privacy.apply(
            valid("{'page':{'url':'%s','referrer':'r'}}".formatted(url)),
            PrivacyPolicy.everyDigest("other"));
    assertThat(safe.body().at("/page/url").asText()).isEqualTo(clean);
    assertThat(removed).isEqualTo(cut == 0 ? List.of() : List.of(cut));
    assertThat(safe.is(Privacy.PERSONAL_DATA_REMOVED)).isEqualTo(cut > 0);
  }

  @Test
  void contactDataInPropertiesIsDroppedAndCounted() {
    SafeEvent safe =
        privacy.apply(
            valid(
                "{'properties':{'note':'write to jane@shop.example please','plan':'pro','mobile':491701234567,'n':491701234567,"
                    + "'deep':{'list':['a','+49 170 1234567',{'e':'x%40y.com'}]},'jane@shop.example':true,'when':'2026-11-20 10:15:30'},"
                    + "'cookies':{'_ga':'GA1.1.1234567890.1763600000','u':'jane@shop.example'},'click_ids':{'rdt_cid':'5293463832016781312'},'order':{'coupon':'jane@shop.example'},'partner':{'sub_ids':{'s':'1'}}}"),
            PrivacyPolicy.everyDigest("other"));
    assertThat(text(safe.body()))
        .isEqualTo(
            "{'properties':{'plan':'pro','n':491701234567,'deep':{'list':['a']},'when':'2026-11-20 10:15:30'},'cookies':{'_ga':'GA1.1.1234567890.1763600000'},'click_ids':{'rdt_cid':'5293463832016781312'},'partner':{'sub_ids':{'s':'1'}}}"
                .replace('\'', '"'));
    assertThat(removed).containsExactly(7);
    assertThat(safe.flags()).contains(Privacy.PERSONAL_DATA_REMOVED);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'phone':'٠٥٠ ١٢٣ ٤٥٦٧'}|",
        "{'phone':'０９０－１２３４－５６７８'}|",
        "{'phone':'(650) 555-1212 x33'}|",
        "{'phone':'0170/1234567 abends'}|",
        "{'phone':{'number':'01701234567'}}|",
        "{'contact':{'phones':[{'work':{'value':'01701234567'}}]},'order_no':'01701234567'}|{'contact':{'phones':[]},'order_no':'01701234567'}",
        "{'telefon':'01701234567','tel1':'01701234567','fax':'01701234567'}|",
        "{'link':'https://s/?phone=01701234567&x=1'}|{'link':'https://s/?phone=&x=1'}",
        "{'note':'@max: please answer jane@shop.example'}|",
        "{'mobile_ad_id':'38400000-8cf0-11bd-b23e-10b96e40000d'}|{'mobile_ad_id':'38400000-8cf0-11bd-b23e-10b96e40000d'}",
        "{'phone_model':'SM-G991B'}|{'phone_model':'SM-G991B'}",
        "{'question':'Is a=b? c=d & e'}|{'question':'Is a=b? c=d & e'}",
        "{'size':'12345-6789 x 3','at':'2026-11-20T10:15:30Z'}|{'size':'12345-6789 x 3','at':'2026-11-20T10:15:30Z'}",
      })
  void contactDataInPropertiesIsFoundHoweverItIsWritten(String sent, @Nullable String kept) {
    SafeEvent safe =
        privacy.apply(
            valid("{'properties':%s}".formatted(sent)), PrivacyPolicy.everyDigest("other"));
    assertThat(safe.body().path("properties"))
        .isEqualTo(kept == null ? MissingNode.getInstance() : json(kept));
  }

  @Test
  void theValidEventIsLeftAsItWas() {
    ValidEvent valid = valid(JANE);
    privacy.apply(valid, PrivacyPolicy.everyDigest("other"));
    assertThat(valid.body()).isEqualTo(json(JANE));
  }

  private static ValidEvent valid(String body) {
    return new ValidEvent(
        SENDER,
        "e1",
        "purchase",
        NOON,
        "web",
        NOON,
        Set.of(),
        json(body),
        null,
        List.of(),
        List.of(),
        ConsentSent.of(json(body)));
  }

  private static String text(JsonNode node) {
    return new String(Json.write(node), StandardCharsets.UTF_8);
  }
}
