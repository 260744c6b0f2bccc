package io.tagyard.privacy;

import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Flags;
import io.tagyard.event.SafeEvent;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsabilityTest {
  private static final Set<String> OURS =
      Set.of(Flags.EMAIL_UNUSABLE, Flags.PHONE_UNUSABLE, Flags.PHONE_COUNTRY_FROM_ADDRESS);

  @ParameterizedTest(name = "{0} in {1}, international: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'user':{'email':'jane@shop.example'}}|other|false|~~",
        "{'user':{'email':'jane@shop'}}|other|false|email_unusable",
        "{'user':{'email':'jane shop.example'}}|other|false|email_unusable",
        "{'user':{'email':'test@test.com'}}|other|false|email_unusable",
        "{'user':{'email':'62a14e44f765419d10fea99367361a72'}}|other|false|email_unusable",
        "{'user':{'email':' '}}|other|false|~~",
        "{'user':{'email':'jané@shop.example'}}|other|false|~~",
        "{'user':{'phone':'+49 170 1234567'}}|other|false|~~",
        "{'user':{'phone':'+49 1'}}|other|false|phone_unusable",
        "{'user':{'phone':'3293066752'}}|other|false|phone_unusable",
        "{'user':{'phone':'3293066752'}}|eea|false|phone_unusable",
        "{'user':{'phone':'15112345678'}}|other|false|phone_unusable",
        "{'user':{'phone':'(201) 555-0580'}}|other|false|phone_unusable",
        "{'user':{'phone':'0170 1234567'}}|eea|false|phone_unusable",
        "{'user':{'phone':'0049 170 1234567'}}|eea|false|~~",
        "{'user':{'phone':'650 555 0141'}}|us|false|~~",
        "{'user':{'phone':'491701234567'}}|eea|true|~~",
        "{'user':{'phone':'49 (170) 1234567'}}|eea|true|~~",
        "{'user':{'phone':'0170 1234567'}}|eea|true|phone_unusable",
        "{'user':{'phone':'0170 1234567','address':{'country':'DE'}}}|eea|false|phone_country_from_address",
        "{'user':{'phone':'0170 1234567','address':{'country':'DE'}}}|eea|true|phone_country_from_address",
        "{'user':{'phone':'0170 1234567','address':{'country':'DE'}}}|us|false|phone_country_from_address",
        "{'user':{'phone':'+49 170 1234567','address':{'country':'DE'}}}|eea|false|~~",
        "{'user':{'phone':'491701234567','address':{'country':'DE'}}}|eea|true|~~",
        "{'user':{'phone':'0170 1234567','address':{'country':'DE'}},'consent':{'country':'DE'}}|eea|false|~~",
        "{'user':{'phone':'650 555 0141','address':{'country':'US'}}}|us|false|~~",
        "{'user':{'phone':'650','address':{'country':'US'}}}|eea|false|phone_unusable",
      })
  void whatCannotBeUsedIsSaid(String event, String region, boolean international, String flags) {
    for (Digester digester : new Digester[] {Digester.of(Digester.ALL), Digester.of(Set.of())}) {
      SafeEvent safe =
          new Privacy(new Plain(), removed -> {})
              .apply(
                  Spots.valid(json(event)),
                  new PrivacyPolicy(region, Map.of(), digester, false, international));
      assertThat(safe.flags().stream().filter(OURS::contains).collect(Collectors.joining(" ")))
          .isEqualTo(flags);
    }
  }
}
