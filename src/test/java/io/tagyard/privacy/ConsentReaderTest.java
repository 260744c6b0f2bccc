package io.tagyard.privacy;

import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Purpose;
import io.tagyard.event.Regime;
import io.tagyard.event.Sender;
import io.tagyard.event.Signal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentReaderTest {
  @ParameterizedTest(name = "{0} in workspace region {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "{'consent':{'country':'de'}}|us|opt_in|DE|-|country DE",
        "{'consent':{'country':'US'}}|eea|opt_out|US|-|country US",
        "{'user':{'address':{'country':'us','region':'CA'}}}|eea|opt_out|US|US-CA|country US",
        "{'user':{'address':{'country':'US','region':'California'}}}|eea|opt_out|US|US-CA|country US",
        "{'user':{'address':{'country':'US','region':'CA'}},'consent':{'country':'DE'}}|us|opt_in|DE|-|country DE",
        "{'user':{'address':{'country':'DE','region':'Bayern'}}}|us|opt_in|DE|-|country DE",
        "{'consent':{'subdivision':'us-tx'}}|eea|opt_out|-|US-TX|subdivision US-TX",
        "{'consent':{'country':'UK'}}|us|opt_in|GB|-|country GB",
        "{'consent':{'country':'BR'}}|us|opt_in|BR|-|country BR",
        "{'consent':{'country':'Atlantis'}}|us|opt_in|-|-|unknown",
        "{}|eea|opt_in|-|-|workspace region eea",
        "{}|us|opt_out|-|-|workspace region us",
        "{}|uk|opt_in|-|-|workspace region uk",
        "{}|ch|opt_in|-|-|workspace region ch",
        "{}|other|opt_in|-|-|unknown",
        "{}|mars|opt_in|-|-|unknown",
      })
  void theRegimeIsTheEventsPlacesElseTheWorkspaces(
      String body, String word, String regime, String country, String subdivision, String region) {
    ConsentRecord record = Consents.record(json(body), Consents.BACKEND, word);
    assertThat(record.regime().toString()).isEqualTo(regime);
    assertThat(record.country()).isEqualTo(country);
    assertThat(record.subdivision()).isEqualTo(subdivision);
    assertThat(record.region()).isEqualTo(region);
  }

  @Test
  void googlesSignalsSpeakForOurPurposes() {
    ConsentRecord record =
        read(
            "{'consent':{'ad_storage':'granted','ad_user_data':'denied','ad_personalization':'unset','analytics_storage':'granted'}}");
    assertThat(record.purposes())
        .containsOnly(
            Map.entry(Purpose.MEASUREMENT, Signal.GRANTED),
            Map.entry(Purpose.AFFILIATE_ATTRIBUTION, Signal.GRANTED),
            Map.entry(Purpose.AD_USER_DATA, Signal.DENIED),
            Map.entry(Purpose.ANALYTICS, Signal.GRANTED));
    assertThat(record.decidedBy()).containsEntry(Purpose.MEASUREMENT, "ad_storage");
    assertThat(record.asSent()).containsOnlyKeys("ad_storage", "ad_user_data", "analytics_storage");
  }

  @Test
  void ourPurposesWinExceptThatADenialAnywhereWins() {
    ConsentRecord record =
        read(
            "{'consent':{'ad_storage':'denied','ad_user_data':'granted','purposes':{'measurement':'granted','ad_user_data':'granted','analytics':'denied'}}}");
    assertThat(record.about(Purpose.MEASUREMENT)).contains(Signal.DENIED);
    assertThat(record.decidedBy())
        .containsEntry(Purpose.MEASUREMENT, "ad_storage")
        .containsEntry(Purpose.AD_USER_DATA, "purposes.ad_user_data")
        .containsEntry(Purpose.ANALYTICS, "purposes.analytics");
  }

  @Test
  void stringsAreKeptAndNamedAsUnread() {
    ConsentRecord record =
        read("{'consent':{'tcf':'CQSbk4.A','gpp':'','usp':'jane@shop.example'}}");
    assertThat(record.unread()).containsExactly("tcf", "usp");
    assertThat(record.optOuts()).isEmpty();
    assertThat(record.strings()).containsOnly(Map.entry("tcf", "CQSbk4.A"));
  }

  @Test
  void globalPrivacyControlComesFromTheEventOrTheBrowser() {
    Sender browser = Consents.browser(true, Map.of());
    assertThat(Consents.record(json("{'consent':{'gpc':false}}"), browser, "us").gpc()).isTrue();
    assertThat(read("{'consent':{'gpc':'1','limited_data_use':true}}"))
        .satisfies(record -> assertThat(record.gpc()).isTrue())
        .satisfies(record -> assertThat(record.limitedDataUse()).isTrue());
    assertThat(read("{}").gpc()).isFalse();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "true|granted",
        "false|denied",
        "'true'|granted",
        "'False'|denied",
        "'granted'|granted",
        "' GRANTED '|granted",
        "'CONSENT_GRANTED'|granted",
        "'consent_denied'|denied",
        "'Denied'|denied",
        "'unset'|unset",
        "'UNSPECIFIED'|unset",
        "'Unknown'|unset",
        "''|unset",
        "' '|unset",
        "null|unset",
        "'yes'|unread",
        "'no'|unread",
        "'opted_in'|unread",
        "1|unread",
        "0|unread",
        "1.0|unread",
        "[]|unread",
        "['granted']|unread",
        "{}|unread",
        "{'a':true}|unread",
        "'gr anted'|unread",
        "'\\u0000granted'|unread"
      })
  void aSignalIsReadWhereItIsPlainAndElseNamedAsUnread(String value, String said) {
    for (String member : List.of("analytics_storage", "analyticsStorage")) {
      assertThat(said(read("{'consent':{'" + member + "':" + value + "}}"), member))
          .isEqualTo(said);
    }
    assertThat(
            said(
                read("{'consent':{'purposes':{'analytics':" + value + "}}}"), "purposes.analytics"))
        .isEqualTo(said);
  }

  private static String said(ConsentRecord record, String member) {
    if (record.unread().contains(member)) {
      assertThat(record.purposes()).isEmpty();
      return "unread";
    }
    return record.about(Purpose.ANALYTICS).map(Signal::toString).orElse("unset");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "true|yes",
        "1|yes",
        "'1'|yes",
        "'TRUE'|yes",
        "' true '|yes",
        "false|no",
        "0|no",
        "'0'|no",
        "'false'|no",
        "null|no",
        "''|no",
        "2|unread",
        "'yes'|unread",
        "{}|unread",
        "[]|unread",
        "'maybe'|unread",
        "-1|unread",
        "'01'|unread"
      })
  void aFlagIsReadWhereItIsPlainAndElseNamedAsUnread(String value, String said) {
    for (String member : List.of("gpc", "globalPrivacyControl", "sec_gpc", "secGpc")) {
      ConsentRecord record = read("{'consent':{'" + member + "':" + value + "}}");
      assertThat(record.gpc()).as(member).isEqualTo(said.equals("yes"));
      assertThat(record.unread().contains(member)).as(member).isEqualTo(said.equals("unread"));
    }
    for (String member : List.of("limited_data_use", "limitedDataUse")) {
      ConsentRecord record = read("{'consent':{'" + member + "':" + value + "}}");
      assertThat(record.limitedDataUse()).as(member).isEqualTo(said.equals("yes"));
      assertThat(record.unread().contains(member)).as(member).isEqualTo(said.equals("unread"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "'U S'",
        "'us\\u0000'",
        "'u.s'",
        "5",
        "true",
        "{}",
        "['US']",
        "'Atlantis'",
        "'XX'",
        "'U'"
      })
  void aCountryThatIsNotPlainIsAPlaceNobodyKnows(String country) {
    ConsentRecord record =
        Consents.record(json("{'consent':{'country':" + country + "}}"), Consents.BACKEND, "us");
    assertThat(record.regime()).isEqualTo(Regime.OPT_IN);
    assertThat(record.country()).isNull();
  }

  @Test
  void aPageIsBelievedOnlyWhereItIsStricter() {
    Sender page = Consents.browser(false, Map.of());
    PrivacyPolicy trusting =
        new PrivacyPolicy("eea", Map.of(), Digester.of(Digester.ALL), true, false);
    for (String place :
        List.of(
            "'consent':{'country':'US'}",
            "'consent':{'subdivision':'US-CA'}",
            "'user':{'address':{'country':'United States'}}")) {
      for (String home : List.of("eea", "uk", "ch", "other")) {
        ConsentRecord record = Consents.record(json("{" + place + "}"), page, home);
        assertThat(record.regime()).as("%s in %s", place, home).isEqualTo(Regime.OPT_IN);
        assertThat(record.region())
            .isEqualTo(home.equals("other") ? "unknown" : "workspace region " + home);
      }
      assertThat(Consents.record(json("{" + place + "}"), page, trusting).regime())
          .isEqualTo(Regime.OPT_OUT);
      assertThat(Consents.record(json("{" + place + "}"), Consents.BACKEND, "eea").regime())
          .isEqualTo(Regime.OPT_OUT);
    }
    assertThat(Consents.record(json("{'consent':{'country':'DE'}}"), page, "us").regime())
        .isEqualTo(Regime.OPT_IN);
  }

  @Test
  void everyWorkspaceRegionHasARegime() {
    for (String word : new String[] {"eea", "uk", "ch", "us", "other"}) {
      assertThat(Regions.ofWorkspace(word)).isPresent();
    }
    assertThat(Regions.ofCountry("FR")).contains(Regime.OPT_IN);
  }

  private static ConsentRecord read(String body) {
    return Consents.record(json(body), Consents.BACKEND, "other");
  }
}
