package io.tagyard.privacy;

import static io.tagyard.event.Events.NOON;
import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.ConsentSent;
import io.tagyard.event.Flags;
import io.tagyard.event.Sender;
import io.tagyard.event.Sha256;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A raw identifier and a digest beside it that is of somebody else. */
class MismatchTest {
  private static final String JANE = Sha256.hex("j.ane@gmail.com");
  private static final String JANE_OF_GOOGLE = Sha256.hex("jane@gmail.com");
  private static final String JOE = Sha256.hex("joe@gmail.com");

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "J.ane@gmail.com, basic, JANE, false",
    "J.ane@gmail.com, google, JANE_OF_GOOGLE, false",
    "J.ane@gmail.com, '', JANE_OF_GOOGLE, false",
    "J.ane@gmail.com, meta, JANE_OF_GOOGLE, true",
    "J.ane@gmail.com, basic, JOE, true",
    "J.ane@gmail.com, '', JOE, true",
    "nobody, basic, JOE, false",
    "JOE, basic, JOE, false",
    "JANE, basic, JOE, true",
    "JANE, google, JANE_OF_GOOGLE, false",
    "J.ane@gmail.com, ga4, JANE_OF_GOOGLE, false",
  })
  void aDigestIsHeldAgainstTheVariantItIsSaidToBe(
      String raw, String profile, String digest, boolean contradicts) {
    String text =
        "{'user':{'email':'%s','email_sha256':{%s'value':'%s'}}}"
            .formatted(
                named(raw), profile.isEmpty() ? "" : "'profile':'" + profile + "',", named(digest));
    assertThat(Mismatch.in(json(text), null)).isEqualTo(contradicts);
  }

  @Test
  void aNationalNumberIsReadWhereTheEventIs() {
    String text =
        "{'user':{'phone':'030 901820','phone_sha256':'%s','address':{'country':'DE'}}}"
            .formatted(Sha256.hex("+4930901820"));
    assertThat(Mismatch.in(json(text), "US")).isFalse();
  }

  @Test
  void theEventSaysItAndKeepsWhatTheRawValueGives() {
    String text =
        "{'user':{'email':'j.ane@gmail.com','email_sha256':{'profile':'basic','value':'%s'}}}"
            .formatted(JOE);
    ValidEvent event =
        new ValidEvent(
            Sender.server("acme", "backend", SourceKind.SERVER, null),
            "e1",
            "purchase",
            NOON,
            "web",
            NOON,
            Set.of(),
            json(text),
            null,
            List.of(),
            List.of(),
            ConsentSent.of(json(text)));
    var safe =
        new Privacy(new Plain(), removed -> {}).apply(event, PrivacyPolicy.everyDigest("us"));
    assertThat(safe.flags()).containsExactly(Flags.HASH_MISMATCH);
    assertThat(safe.digests().of("email.basic")).contains(JANE);
  }

  private static String named(String word) {
    return switch (word) {
      case "JANE" -> JANE;
      case "JANE_OF_GOOGLE" -> JANE_OF_GOOGLE;
      case "JOE" -> JOE;
      default -> word;
    };
  }
}
