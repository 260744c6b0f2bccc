package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Digests;
import io.tagyard.event.Flags;
import io.tagyard.privacy.Identifier.Variant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether platforms can use the e-mail address and the phone number that an event came with. */
final class Usability {
  private Usability() {}

  /**
   * Says on the event what cannot be used, and of a number how its country was known.
   *
   * @param digests that were made of the event
   * @param workspaceCountry null where the workspace's region is no country
   */
  static void flag(
      JsonNode body,
      Digests digests,
      Digester.Reading reading,
      @Nullable String workspaceCountry,
      Set<String> flags) {
    if (unusable(Identifier.EMAIL, body, digests, reading)) {
      flags.add(Flags.EMAIL_UNUSABLE);
    }
    if (unusable(Identifier.PHONE, body, digests, reading)) {
      flags.add(Flags.PHONE_UNUSABLE);
    } else if (fromAddress(body, reading, workspaceCountry)) {
      flags.add(Flags.PHONE_COUNTRY_FROM_ADDRESS);
    }
  }

  private static boolean unusable(
      Identifier identifier, JsonNode body, Digests digests, Digester.Reading reading) {
    JsonNode parent = identifier.parent(body);
    JsonNode raw = parent.path(identifier.member());
    JsonNode hashed = parent.path(identifier.hashedMember());
    if (raw.isMissingNode() && hashed.isMissingNode() || digests.any(identifier.kind())) {
      return false;
    }
    String text = raw.isValueNode() ? raw.asText() : "";
    boolean sent = !Texts.trim(text).isEmpty() || !hashed.isMissingNode();
    return sent
        && !usable(identifier, text, reading)
        && !(Prehashed.recognise(Digester.value(hashed), true).orElse(null)
            instanceof Normalised.Text);
  }

  private static boolean usable(Identifier identifier, String raw, Digester.Reading reading) {
    Optional<Normalised> digest = Prehashed.recognise(raw, identifier.md5Refused());
    if (digest.isPresent()) {
      return digest.get() instanceof Normalised.Text;
    }
    Normaliser.Forms forms = reading.of(identifier, raw);
    for (Variant variant : identifier.variants()) {
      if (forms.in(variant.word()) instanceof Normalised.Text) {
        return true;
      }
    }
    return false;
  }

  /** Whether a number has no country code of its own, and only the address told its country. */
  private static boolean fromAddress(
      JsonNode body, Digester.Reading reading, @Nullable String workspaceCountry) {
    String phone = Texts.trim(Identifier.PHONE.parent(body).path("phone").asText(""));
    String region = reading.region();
    if (phone.isEmpty() || region == null || international(phone, reading)) {
      return false;
    }
    return region.equals(countryOf(body.path("user").path("address")))
        && !region.equals(countryOf(body.path("consent")))
        && !region.equals(workspaceCountry);
  }

  private static boolean international(String phone, Digester.Reading reading) {
    return phone.indexOf('+') >= 0
        || phone.indexOf('\uFF0B') >= 0
        || Prehashed.recognise(phone, true).isPresent()
        || phone.startsWith("00") && Phones.e164(phone, null).isPresent()
        || reading.internationalPhones() && Phones.withCountryCode(phone).isPresent();
  }

  private static @Nullable String countryOf(JsonNode place) {
    return Regions.countryCode(place.path("country").asText("")).orElse(null);
  }
}
