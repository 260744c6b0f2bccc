package io.tagyard.schema;

import static io.tagyard.event.Events.NOON;
import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConsentMember;
import io.tagyard.event.Fault;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import io.tagyard.event.Warning;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event keeps of its consent, and what is said about the rest. */
class ConsentWordsTest {
  private static final Sender BACKEND = Sender.server("acme", "backend", SourceKind.SERVER, "web");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'ad_storage':'CONSENT_GRANTED','adUserData':false}|{'ad_storage':'granted','ad_user_data':'denied'}",
        "{'ad_storage':'granted','adStorage':'Denied'}|{'ad_storage':'denied'}",
        "{'adStorage':'Denied','ad_storage':'granted'}|{'ad_storage':'denied'}",
        "{'ad_storage':'yes','ad_user_data':5,'gpc':[],'tcf':{}}|{}",
        "{'analytics_storage':'UNSPECIFIED','ad_storage':''}|{'analytics_storage':'unset'}",
        "{'sec_gpc':'TRUE','limitedDataUse':1}|{'gpc':'true','limited_data_use':1}",
        "{'us_privacy':' 1YNN ','gdpr_consent':'CQ','gppString':'DB'}|{'usp':'1YNN','tcf':'CQ','gpp':'DB'}",
        "{'gcs':'G111','onetrust':{'a':'b'},'categories':{'c':true},'id':'x','given_at':'y'}|{}",
        "{'country':5,'subdivision':' US-CA '}|{'subdivision':'US-CA'}",
        "{'purposes':{'analytics':true,'measurement':'perhaps'}}|{'purposes':{'analytics':'granted'}}",
        "{'purposes':'all','do_not_sell':'Y'}|{}",
      })
  void theClosedFormIsKeptAndNothingElse(String sent, String kept) {
    assertThat(valid("{'name':'login','consent':" + sent + "}").body().path("consent"))
        .isEqualTo(json(kept));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "'denied'", "['granted']", "7"})
  void consentThatIsNoObjectIsNoFault(String consent) {
    ValidEvent event = valid("{'name':'login','consent':" + consent + "}");
    assertThat(event.body().has("consent")).isFalse();
    assertThat(event.warnings()).extracting(Warning::path).containsExactly("consent");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ad_personalisation|ad_personalization",
        "Ad_Storage|ad_storage",
        "'adstorage '|ad_storage",
        "AD-STORAGE|ad_storage",
        "analitics_storage|analytics_storage",
        "tfc|tcf",
        "Gpp|gpp",
        "USP|usp",
        "usprivcy|usprivacy",
        "limited_data_uses|limited_data_use",
        "purpose|purposes",
        "oneTrust|onetrust",
        "countri|country",
      })
  void aNearMissIsAFault(String name, String meant) {
    ObjectNode event = json("{'name':'login','time':'2026-11-20T10:00:00Z','consent':{}}");
    ((ObjectNode) event.path("consent")).put(name, "x");
    List<Fault> faults = ((Verdict.Invalid) judge(event)).faults();
    assertThat(faults).extracting(Fault::message).hasSize(1);
    assertThat(faults.getFirst().message()).contains("did you mean ").endsWith("?");
    assertThat(ConsentMember.of(ConsentNames.near(name)))
        .isEqualTo(ConsentMember.of(meant))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "do_not_sell",
        "iab",
        "ccpa",
        "cookieyes",
        "optOut",
        "marketing_consent",
        "consentGiven",
        "tracking",
        "region",
        "version",
        "cid",
        "age",
        "wait_for_update",
        "vendors",
        "x",
        ""
      })
  void aNameThatIsNoneIsNoNearMissAndItsSenderIsWarned(String name) {
    ObjectNode event = json("{'name':'login','time':'2026-11-20T10:00:00Z','consent':{}}");
    ((ObjectNode) event.path("consent")).put(name, "x");
    ValidEvent valid = ((Verdict.Valid) judge(event)).event();
    assertThat(valid.consent().unknown()).containsExactly(name);
    assertThat(valid.ignored()).containsExactly(Paths.member("consent", name));
    assertThat(valid.warnings()).extracting(Warning::path).contains(valid.ignored().getFirst());
  }

  @Test
  void everyKnownNameIsTakenWithoutAWord() {
    for (String name : ConsentMember.allNames()) {
      ValidEvent event = valid("{'name':'login','consent':{'" + name + "':'x'}}");
      assertThat(event.ignored()).as(name).isEmpty();
      assertThat(event.warnings()).as(name).isEmpty();
    }
  }

  private static ValidEvent valid(String text) {
    ObjectNode event = json(text).put("time", "2026-11-20T10:00:00Z").put("id", "e1");
    Verdict verdict = judge(event);
    assertThat(verdict).as(text).isInstanceOf(Verdict.Valid.class);
    return ((Verdict.Valid) verdict).event();
  }

  private static Verdict judge(ObjectNode event) {
    return EventSchemas.builtIn().judge(new InboundEvent(BACKEND, event, NOON, false));
  }
}
