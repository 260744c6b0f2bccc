package io.tagyard.privacy;

import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConsentMember;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Json;
import io.tagyard.event.Purpose;
import io.tagyard.event.Regime;
import io.tagyard.event.Sender;
import io.tagyard.privacy.ConsentDecision.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What holds for any signals, under any of their names, with values of any kind, beside any others.
 */
class ConsentPropertiesTest {
  private static final int TRIES = 20_000;
  private static final List<String> NAMES = List.copyOf(ConsentMember.allNames());
  private static final List<String> UNKNOWN = List.of("do_not_sell", "ccpa", "iab", "optOut");
  private static final List<String> VALUES =
      List.of(
          "'granted'",
          "'granted'",
          "'granted'",
          "'denied'",
          "'Denied'",
          "'CONSENT_GRANTED'",
          "'UNSPECIFIED'",
          "'yes'",
          "true",
          "false",
          "1",
          "0",
          "2",
          "'1'",
          "null",
          "''",
          "' '",
          "'1YNN'",
          "'1YYN'",
          "'1---'",
          "'CQSbk4'",
          "'DBAA'",
          "'G111'",
          "{}",
          "[]",
          "{'a':true}",
          "['marketing']",
          "'2025-01-01T00:00:00Z'",
          "'2026-11-01T00:00:00Z'",
          "{'measurement':'granted','ad_user_data':'denied','analytics':true}",
          "{'measurement':'granted','ad_user_data':'granted','affiliate_attribution':'granted'}");
  private static final List<String> DENIALS =
      List.of(
          "'gpc':true",
          "'secGpc':1",
          "'usp':'1YYN'",
          "'us_privacy':'1NY-'",
          "'ad_storage':false",
          "'ad_user_data':'denied'",
          "'adPersonalization':'CONSENT_DENIED'",
          "'analyticsStorage':'Denied'",
          "'limitedDataUse':'true'");
  private static final List<String> UNREADABLE =
      List.of(
          "'tcf':'CQSbk4'",
          "'gdpr_consent':'x'",
          "'gppString':'DBAA'",
          "'gcs':'G111'",
          "'gcd':'13v3v3v3v5'",
          "'ac':'2~1~'",
          "'onetrust':{'OptanonConsent':'groups=C0004:1'}",
          "'cookiebot':'-1'",
          "'didomi':'e30'",
          "'categoryPreferences':{'Advertising':true}",
          "'allowedConsentIds':['marketing']",
          "'usp':'1'",
          "'gpc':'maybe'",
          "'ad_storage':'perhaps'",
          "'purposes':'all'",
          "'some_signal':'granted'");

  @Test
  void anOptInRegionNeverSendsWhatAnOptOutOneKeepsBack() {
    Random random = new Random(20261201);
    int sent = 0;
    for (int i = 0; i < TRIES; i++) {
      ObjectNode body = anyBody(random);
      Sender sender = anySender(random);
      Set<Purpose> needs = anyNeeds(random);
      boolean limited = random.nextBoolean();
      ConsentRecord in = in(body, sender, "DE");
      ConsentRecord out = in(body, sender, "US");
      assertThat(in.regime()).isNotEqualTo(out.regime());
      Kind optIn = ConsentRules.decide(in, needs, limited).kind();
      Kind optOut = ConsentRules.decide(out, needs, limited).kind();
      assertThat(optIn).as("%s %s", body, needs).isGreaterThanOrEqualTo(optOut);
      assertThat(ConsentRules.notGranted(in, needs))
          .as("%s", body)
          .containsAll(ConsentRules.notGranted(out, needs));
      sent += optIn == Kind.SEND ? 1 : 0;
    }
    assertThat(sent).as("some were granted everything").isGreaterThan(300);
  }

  @Test
  void nothingThatIsAddedAgainstItLetsMoreOut() {
    Random random = new Random(20261202);
    int tighter = 0;
    for (int i = 0; i < TRIES; i++) {
      ObjectNode body = anyBody(random);
      Sender sender = anySender(random);
      Set<Purpose> needs = anyNeeds(random);
      boolean limited = random.nextBoolean();
      String country = random.nextBoolean() ? "US" : "DE";
      ObjectNode more = withMore(body, random);
      Kind before = ConsentRules.decide(in(body, sender, country), needs, limited).kind();
      Kind after = ConsentRules.decide(in(more, sender, country), needs, limited).kind();
      assertThat(after).as("%s, then %s", body, more).isGreaterThanOrEqualTo(before);
      assertThat(ConsentRules.notGranted(in(more, sender, country), needs))
          .as("%s, then %s", body, more)
          .containsAll(ConsentRules.notGranted(in(body, sender, country), needs));
      tighter += after == before ? 0 : 1;
    }
    assertThat(tighter).isGreaterThan(500);
  }

  @Test
  void theOrderOfMembersChangesNothing() {
    Random random = new Random(20261203);
    for (int i = 0; i < TRIES / 4; i++) {
      ObjectNode body = anyBody(random);
      Sender sender = anySender(random);
      assertThat(Consents.record(shuffled(body, random), sender, "us"))
          .as("%s", body)
          .isEqualTo(Consents.record(body, sender, "us"));
    }
  }

  @Test
  void aKnownKindThatIsNotReadBlocksWhateverWasGrantedAndWhereverItStands() {
    for (String country : List.of("DE", "CH", "GB", "BR", "US", "Atlantis")) {
      for (String unreadable : UNREADABLE.subList(0, UNREADABLE.size() - 1)) {
        ObjectNode body = grantedAll();
        ((ObjectNode) body.path("consent")).setAll((ObjectNode) json("{" + unreadable + "}"));
        assertBlocked(country, body, Consents.BACKEND);
      }
      for (String cookie : ConsentMember.COOKIES) {
        ObjectNode body = grantedAll();
        body.putObject("cookies").put(cookie, "x");
        assertBlocked(country, body, Consents.BACKEND);
        assertBlocked(country, grantedAll(), Consents.browser(false, Map.of(cookie, List.of("x"))));
      }
    }
  }

  private static ObjectNode grantedAll() {
    return json(
        "{'consent':{'ad_storage':'granted','ad_user_data':'granted','ad_personalization':'granted','analytics_storage':'granted'}}");
  }

  private static void assertBlocked(String country, ObjectNode body, Sender sender) {
    ConsentRecord record = in(body, sender, country);
    for (Purpose purpose : Purpose.values()) {
      assertThat(ConsentRules.decide(record, Set.of(purpose), false).kind())
          .as("%s in %s", body, country)
          .isEqualTo(Kind.WITHHOLD);
    }
    boolean optOut = record.regime() == Regime.OPT_OUT;
    assertThat(ConsentRules.decide(record, Set.of(Purpose.MEASUREMENT), true).kind())
        .isEqualTo(optOut ? Kind.RESTRICT : Kind.WITHHOLD);
    assertThat(ConsentRules.notGranted(record, List.of(Purpose.values()))).hasSize(5);
  }

  private static ConsentRecord in(ObjectNode body, Sender sender, String country) {
    ObjectNode placed = body.deepCopy();
    ((ObjectNode) placed.path("consent")).put("country", country);
    return Consents.record(placed, sender, "us");
  }

  private static ObjectNode anyBody(Random random) {
    ObjectNode body = json("{'consent':{},'cookies':{'_ga':'GA1.1.1.2'}}");
    ObjectNode consent = (ObjectNode) body.path("consent");
    if (random.nextInt(3) > 0) {
      for (String field :
          List.of("ad_storage", "ad_user_data", "ad_personalization", "analytics_storage")) {
        consent.put(field, random.nextInt(8) > 0 ? "granted" : "denied");
      }
    }
    for (int members = random.nextInt(4); members > 0; members--) {
      List<String> from = random.nextInt(5) > 0 ? NAMES : UNKNOWN;
      String name = from.get(random.nextInt(from.size()));
      if (!name.equals("country") && !name.equals("subdivision")) {
        consent.set(name, any(random));
      }
    }
    if (random.nextInt(6) == 0) {
      List<String> cookies = ConsentMember.COOKIES;
      ((ObjectNode) body.path("cookies"))
          .set(cookies.get(random.nextInt(cookies.size())), any(random));
    }
    if (random.nextInt(6) == 0) {
      body.set(List.of("Consent", "onetrust", "context").get(random.nextInt(3)), any(random));
    }
    return body;
  }

  private static JsonNode any(Random random) {
    return json("{'v':" + VALUES.get(random.nextInt(VALUES.size())) + "}").get("v");
  }

  private static Sender anySender(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Consents.browser(true, Map.of());
      case 1 -> Consents.browser(false, Map.of("usprivacy", List.of("1YNN", "1YYN")));
      case 2 -> Consents.browser(false, Map.of());
      default -> Consents.BACKEND;
    };
  }

  /** A denial or something that is not read; what was said before stays. */
  private static ObjectNode withMore(ObjectNode body, Random random) {
    List<String> from = random.nextBoolean() ? DENIALS : UNREADABLE;
    ObjectNode added = json("{" + from.get(random.nextInt(from.size())) + "}");
    ObjectNode more = body.deepCopy();
    ObjectNode consent = (ObjectNode) more.path("consent");
    added.properties().forEach(member -> consent.putIfAbsent(member.getKey(), member.getValue()));
    return more;
  }

  private static Set<Purpose> anyNeeds(Random random) {
    Set<Purpose> needs = EnumSet.noneOf(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      if (random.nextInt(3) == 0) {
        needs.add(purpose);
      }
    }
    return needs;
  }

  private static ObjectNode shuffled(ObjectNode from, Random random) {
    List<Map.Entry<String, JsonNode>> members = new ArrayList<>(from.properties());
    Collections.shuffle(members, random);
    ObjectNode to = Json.mapper().createObjectNode();
    for (Map.Entry<String, JsonNode> member : members) {
      to.set(
          member.getKey(),
          member.getValue() instanceof ObjectNode deeper
              ? shuffled(deeper, random)
              : member.getValue());
    }
    return to;
  }
}
