package io.tagyard.privacy;

import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Purpose;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentRulesTest {
  private static final Set<Purpose> NEEDS = EnumSet.of(Purpose.MEASUREMENT, Purpose.AD_USER_DATA);
  private static final List<String> SIGNALS =
      List.of("ad_storage", "ad_user_data", "ad_personalization", "analytics_storage");

  @ParameterizedTest(name = "{0} restricted mode {1} -> {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|false|WITHHOLD|consent_unset|",
        "{'country':'DE'}|true|WITHHOLD|consent_unset|",
        "{'country':'DE','ad_storage':'granted'}|false|WITHHOLD|consent_unset|",
        "{'country':'DE','ad_storage':'granted','ad_user_data':'granted'}|false|SEND|granted|ad_storage",
        "{'country':'DE','purposes':{'measurement':'granted','ad_user_data':'granted'}}|false|SEND|granted|purposes.measurement",
        "{'country':'DE','ad_storage':'granted','ad_user_data':'denied'}|true|WITHHOLD|denied_purpose|ad_user_data",
        "{'country':'DE','ad_storage':'granted','ad_user_data':'granted','gpc':true}|true|WITHHOLD|gpc|gpc",
        "{'country':'DE','ad_storage':'granted','ad_user_data':'granted','limited_data_use':true}|true|RESTRICT|limited_data_use|limited_data_use",
        "{'country':'DE','tcf':'CQ'}|true|WITHHOLD|tcf_invalid|tcf",
        "{'country':'DE','tcf':'CQ','ad_storage':'granted','ad_user_data':'granted'}|false|WITHHOLD|tcf_invalid|tcf",
        "{'country':'CH','gdpr_consent':'CQ','ad_storage':'granted','ad_user_data':'granted'}|true|WITHHOLD|tcf_invalid|gdpr_consent",
        "{'country':'GB','categories':{'Advertising':false},'ad_storage':'granted','ad_user_data':'granted'}|true|WITHHOLD|signal_unreadable|categories",
        "{'country':'DE','tcf':'CQ','gpp':'DB','usp':'x','gcs':'G111'}|true|WITHHOLD|tcf_invalid|tcf",
        "{'country':'DE','gpp':'DB','usp':'x','gcs':'G111'}|true|WITHHOLD|gpp_unreadable|gpp",
        "{'country':'DE','usp':'x','gcs':'G111'}|true|WITHHOLD|usp_unreadable|usp",
        "{'country':'DE','usp':'1YYN','ad_storage':'granted','ad_user_data':'granted'}|true|WITHHOLD|usp_opt_out|usp",
        "{'country':'DE','usp':'1YYN','ad_storage':'denied','gpc':1}|true|WITHHOLD|gpc|gpc",
        "{'country':'DE','tcf':'CQ','ad_storage':'denied'}|true|WITHHOLD|denied_purpose|ad_storage",
        "{'country':'DE','do_not_sell':'Y'}|true|WITHHOLD|consent_unset|",
        "{'country':'DE','do_not_sell':'Y','ad_storage':'granted','ad_user_data':'granted'}|true|SEND|granted|ad_storage",
        "{'country':'DE','ad_storage':'granted','ad_user_data':'granted','given_at':'2025-09-20T00:00:00Z'}|true|WITHHOLD|consent_expired|given_at",
        "{'country':'DE','ad_storage':'granted','ad_user_data':'denied','given_at':'2025-09-20T00:00:00Z'}|true|WITHHOLD|denied_purpose|ad_user_data",
        "{'country':'DE','ad_storage':'granted','ad_user_data':'granted','given_at':'2025-11-20T12:00:00+01:00'}|true|SEND|granted|ad_storage",
        "{'country':'DE','ad_storage':'granted','ad_user_data':'granted','given_at':'yesterday'}|true|WITHHOLD|signal_unreadable|given_at",
        "{'country':'US'}|false|SEND|granted|",
        "{'country':'US','ad_user_data':'denied'}|true|RESTRICT|denied_purpose|ad_user_data",
        "{'country':'US','ad_user_data':'denied'}|false|WITHHOLD|denied_purpose|ad_user_data",
        "{'country':'US','analytics_storage':'denied'}|false|SEND|granted|",
        "{'country':'US','gpc':true}|true|RESTRICT|gpc|gpc",
        "{'country':'US','gpc':true,'ad_user_data':'denied'}|true|RESTRICT|gpc|gpc",
        "{'country':'DE','gpc':true,'ad_user_data':'denied'}|true|WITHHOLD|gpc|gpc",
        "{'country':'US','gpc':true}|false|WITHHOLD|gpc|gpc",
        "{'country':'US','limited_data_use':true}|true|RESTRICT|limited_data_use|limited_data_use",
        "{'country':'US','limited_data_use':true}|false|WITHHOLD|limited_data_use|limited_data_use",
        "{'country':'US','gpp':'DBAA'}|true|RESTRICT|gpp_unreadable|gpp",
        "{'country':'US','usp':'1YNN'}|false|SEND|granted|",
        "{'country':'US','usp':'1YYN'}|true|RESTRICT|usp_opt_out|usp",
        "{'country':'US','us_privacy':' 1yyn '}|false|WITHHOLD|usp_opt_out|usp",
        "{'country':'US','usp':'1YNN','uspString':'1NY-'}|false|WITHHOLD|usp_opt_out|usp",
        "{'country':'US','usp':'2YNN'}|true|RESTRICT|usp_unreadable|usp",
        "{'country':'US','tcf':'CQ'}|false|WITHHOLD|tcf_invalid|tcf",
        "{'country':'US','tcf':'CQ','ad_storage':'granted','ad_user_data':'granted'}|true|RESTRICT|tcf_invalid|tcf",
        "{'country':'US','do_not_sell':'Y'}|true|RESTRICT|signal_unreadable|do_not_sell",
        "{'country':'US','do_not_sell':'Y','ad_storage':'granted'}|false|WITHHOLD|signal_unreadable|do_not_sell",
        "{'country':'US','do_not_sell':'Y','limited_data_use':true}|true|RESTRICT|signal_unreadable|do_not_sell",
        "{'country':'US','do_not_sell':'Y','ad_storage':'granted','ad_user_data':'granted'}|false|SEND|granted|ad_storage",
        "{'country':'US','do_not_sell':null,'tcf':' ','gpp':''}|false|SEND|granted|",
        "{'country':'US','ad_user_data':'yes'}|true|RESTRICT|signal_unreadable|ad_user_data",
        "{'country':'US','adUserData':false}|true|RESTRICT|denied_purpose|ad_user_data",
        "{'country':'US','globalPrivacyControl':'1'}|true|RESTRICT|gpc|gpc",
        "{'country':'US','ad_user_data':'granted','given_at':'2025-09-20T00:00:00Z'}|true|SEND|granted|",
      })
  void everyReasonHasItsCase(
      String consent, boolean restricted, String kind, String reason, String signal) {
    ConsentDecision decision = ConsentRules.decide(record(json(consent)), NEEDS, restricted);
    assertThat(decision.kind().name()).isEqualTo(kind);
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision.signal()).isEqualTo(signal == null ? "" : signal);
    assertThat(decision.sentence()).endsWith(".");
  }

  @Test
  void aDestinationThatNeedsNothingIsSentEverything() {
    assertThat(ConsentRules.decide(record(json("{'gpc':true}")), Set.of(), false).kind())
        .isEqualTo(ConsentDecision.Kind.SEND);
  }

  @Test
  void silenceOpensPartsOnlyInOptOutRegions() {
    List<Purpose> all = List.of(Purpose.values());
    assertThat(ConsentRules.notGranted(record(json("{'country':'US'}")), all)).isEmpty();
    assertThat(
            ConsentRules.notGranted(record(json("{'country':'US','ad_user_data':'denied'}")), all))
        .containsExactly(Purpose.AD_USER_DATA);
    assertThat(ConsentRules.notGranted(record(json("{'country':'US','gpc':true}")), all))
        .containsExactlyElementsOf(all);
    for (String closing :
        List.of("'tcf':'CQ'", "'usp':'1YYN'", "'gcs':'G111'", "'ad_storage':'maybe'")) {
      assertThat(ConsentRules.notGranted(record(json("{'country':'US'," + closing + "}")), all))
          .as(closing)
          .containsExactlyElementsOf(all);
    }
    assertThat(
            ConsentRules.notGranted(
                record(json("{'country':'US','do_not_sell':'Y','analytics_storage':'granted'}")),
                all))
        .doesNotContain(Purpose.ANALYTICS)
        .contains(Purpose.MEASUREMENT);
    assertThat(ConsentRules.notGranted(record(json("{'analytics_storage':'granted'}")), all))
        .doesNotContain(Purpose.ANALYTICS)
        .contains(Purpose.MEASUREMENT);
  }

  @Test
  void addingADenialNeverLetsMoreOut() {
    Random random = new Random(20261120);
    int tighter = 0;
    for (int i = 0; i < 20_000; i++) {
      ObjectNode consent = anyConsent(random);
      Set<Purpose> needs = anyNeeds(random);
      boolean restricted = random.nextBoolean();
      ConsentDecision before = ConsentRules.decide(record(consent), needs, restricted);
      Set<Purpose> closedBefore = ConsentRules.notGranted(record(consent), needs);
      ObjectNode after = consent.deepCopy();
      deny(after, random);
      ConsentDecision decision = ConsentRules.decide(record(after), needs, restricted);
      assertThat(decision.kind())
          .as("%s then %s", consent, after)
          .isGreaterThanOrEqualTo(before.kind());
      assertThat(ConsentRules.notGranted(record(after), needs)).containsAll(closedBefore);
      tighter += decision.kind() == before.kind() ? 0 : 1;
    }
    assertThat(tighter).isGreaterThan(500);
  }

  @Test
  void anOptInRegionNeverLetsMoreOutThanAnOptOutOne() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      ObjectNode consent = anyConsent(random);
      Set<Purpose> needs = anyNeeds(random);
      boolean restricted = random.nextBoolean();
      ConsentDecision optIn =
          ConsentRules.decide(record(consent.deepCopy().put("country", "DE")), needs, restricted);
      ConsentDecision optOut =
          ConsentRules.decide(record(consent.deepCopy().put("country", "US")), needs, restricted);
      assertThat(optIn.kind()).as("%s", consent).isGreaterThanOrEqualTo(optOut.kind());
    }
  }

  private static ObjectNode anyConsent(Random random) {
    ObjectNode consent = json("{}");
    consent.put("country", List.of("DE", "US", "GB", "XX", "BR").get(random.nextInt(5)));
    for (String signal : SIGNALS) {
      if (random.nextInt(3) > 0) {
        consent.put(signal, random.nextInt(4) > 0 ? "granted" : "denied");
      }
    }
    ObjectNode purposes = consent.putObject("purposes");
    for (Purpose purpose : Purpose.values()) {
      if (random.nextInt(3) == 0) {
        purposes.put(purpose.word(), random.nextInt(4) > 0 ? "granted" : "denied");
      }
    }
    for (String string : List.of("tcf", "gpp", "usp")) {
      if (random.nextInt(8) == 0) {
        consent.put(string, "1YNN");
      }
    }
    consent.put("gpc", random.nextInt(8) == 0);
    consent.put("limited_data_use", random.nextInt(8) == 0);
    return consent;
  }

  private static void deny(ObjectNode consent, Random random) {
    switch (random.nextInt(5)) {
      case 0 -> consent.put("gpc", true);
      case 1 -> consent.put("limited_data_use", true);
      case 2, 3 -> consent.put(SIGNALS.get(random.nextInt(SIGNALS.size())), "denied");
      default ->
          ((ObjectNode) consent.path("purposes"))
              .put(Purpose.values()[random.nextInt(5)].word(), "denied");
    }
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

  private static ConsentRecord record(ObjectNode consent) {
    ObjectNode body = json("{}");
    body.set("consent", consent);
    return Consents.record(body, Consents.BACKEND, "other");
  }
}
