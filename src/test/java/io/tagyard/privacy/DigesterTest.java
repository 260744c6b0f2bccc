package io.tagyard.privacy;

import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Digests;
import io.tagyard.event.Json;
import io.tagyard.event.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DigesterTest {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  @Test
  void everyDigestAPlatformExpectsIsAmongTheVariants() throws IOException {
    int checked = 0;
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/vectors/destinations"))) {
      for (Path file : files.toList()) {
        for (JsonNode vector : Json.read(Files.readAllBytes(file))) {
          List<String> expected = new ArrayList<>();
          collect(vector.path("expected").path("body"), expected);
          assertThat(digest(vector.path("input")).byVariant().values())
              .as(file + " " + vector.path("name"))
              .containsAll(expected);
          checked += expected.size();
        }
      }
    }
    assertThat(checked).isGreaterThan(80);
  }

  private static void collect(JsonNode node, List<String> digests) {
    if (node.isTextual() && DIGEST.matcher(node.textValue()).matches()) {
      digests.add(node.textValue());
    }
    node.forEach(child -> collect(child, digests));
  }

  @Test
  void aPreHashedValueGivesTheVariantOfItsProfileOnly() {
    String hex = Sha256.hex("x@shop.example");
    assertThat(names("{'user':{'email_sha256':{'profile':'google','value':'%s'}}}".formatted(hex)))
        .containsExactly("email.google");
    assertThat(names("{'user':{'email_sha256':{'value':'%s'}}}".formatted(hex)))
        .containsExactly("email.basic");
    assertThat(names("{'user':{'email_sha256':{'profile':'odd','value':'%s'}}}".formatted(hex)))
        .containsExactly("email.basic");
    assertThat(names("{'user':{'email':'%s'}}".formatted(hex))).containsExactly("email.basic");
    assertThat(names("{'user':{'phone_sha256':{'profile':'meta','value':'%s'}}}".formatted(hex)))
        .containsExactly("phone.digits");
    assertThat(names("{'user':{'address':{'city_sha256':{'value':'%s'}}}}".formatted(hex)))
        .containsExactly("city.latin");
    assertThat(digest(json("{'user':{'email':' %s '}}".formatted(hex))).of("email.basic"))
        .contains(hex);
  }

  @Test
  void aRawValueWinsOverADigestOfIt() {
    Digests digests =
        digest(
            json(
                "{'user':{'email':'a@b.com','email_sha256':{'profile':'basic','value':'%s'}}}"
                    .formatted(Sha256.hex("other@b.com"))));
    assertThat(digests.of("email.basic")).contains(Sha256.hex("a@b.com"));
  }

  @Test
  void aPhoneIsReadInTheEventsCountryElseInTheWorkspaces() {
    String inEvent = "{'user':{'phone':'030 901820','address':{'country':'Germany'}}}";
    String inConsent = "{'user':{'phone':'030 901820'},'consent':{'country':'de'}}";
    String nowhere = "{'user':{'phone':'030 901820'}}";
    String e164 = Sha256.hex("+4930901820");
    assertThat(digest(json(inEvent)).of("phone.e164")).contains(e164);
    assertThat(digest(json(inConsent)).of("phone.e164")).contains(e164);
    assertThat(digest(json(nowhere)).of("phone.e164")).isEmpty();
    assertThat(Digester.of(Digester.ALL).digest(json(nowhere), "DE").of("phone.e164"))
        .contains(e164);
  }

  @Test
  void aCountryThatIsNoneDoesNotMakeANumberOneOfTheWorkspace() {
    String typo = "{'user':{'phone':'650 555 1212','address':{'country':'Germny'}}}";
    String blank = "{'user':{'phone':'650 555 1212','address':{'country':' '}}}";
    String unknown = "{'user':{'phone':'650 555 1212'},'consent':{'country':'XX'}}";
    Digester all = Digester.of(Digester.ALL);
    assertThat(all.digest(json(unknown), "US").of("phone.e164"))
        .contains(Sha256.hex("+16505551212"));
    assertThat(all.digest(json(typo), "US").of("phone.e164")).isEmpty();
    assertThat(all.digest(json(blank), "US").of("phone.e164")).contains(Sha256.hex("+16505551212"));
  }

  @Test
  void onlyWantedVariantsAreThere() {
    JsonNode body = json("{'user':{'email':'a.b@gmail.com','phone':'+16505551212'}}");
    assertThat(Digester.of(Set.of("email.google")).digest(body, null).byVariant())
        .containsOnlyKeys("email.google");
    assertThat(Digester.of(Set.of()).digest(body, null).byVariant()).isEmpty();
  }

  @Test
  void aCustomerIdOf32HexDigitsIsAnIdAndNotADigest() {
    assertThat(digest(json("{'user':{'id':'550e8400e29b41d4a716446655440000'}}")).byVariant())
        .containsEntry("external_id.lower", Sha256.hex("550e8400e29b41d4a716446655440000"));
  }

  @Test
  void allVariantsAreThoseOfTheFormat() {
    assertThat(Digester.ALL)
        .containsExactlyInAnyOrder(
            "email.basic",
            "email.google",
            "email.strip",
            "email.reddit",
            "email.amazon",
            "phone.e164",
            "phone.digits",
            "first_name.google",
            "first_name.meta",
            "first_name.space",
            "first_name.amazon",
            "first_name.ga4",
            "last_name.google",
            "last_name.meta",
            "last_name.space",
            "last_name.amazon",
            "last_name.ga4",
            "city.latin",
            "city.utf8",
            "region.code",
            "postal_code.short",
            "postal_code.compact",
            "postal_code.space",
            "street.google",
            "street.ga4",
            "country",
            "date_of_birth",
            "gender",
            "external_id.lower",
            "external_id.trim",
            "ip",
            "device_id.lower",
            "device_id.upper");
  }

  private static Digests digest(JsonNode body) {
    return Digester.of(Digester.ALL).digest(body, null);
  }

  private static Set<String> names(String body) {
    return digest(json(body)).byVariant().keySet();
  }
}
