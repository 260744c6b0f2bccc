package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Sha256;
import io.tagyard.privacy.Identifier.Variant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event says two things about a person: a raw identifier, and beside it a digest that is
 * of another one. Without a profile the digest may be of any variant.
 */
final class Mismatch {
  private Mismatch() {}

  /** Whether any identifier of the event contradicts its digest. */
  static boolean in(JsonNode body, @Nullable String regionHint) {
    for (Identifier identifier : Identifier.values()) {
      JsonNode parent = identifier.parent(body);
      JsonNode hashed = parent.path(identifier.hashedMember());
      JsonNode raw = parent.path(identifier.member());
      if (!hashed.isMissingNode()
          && raw.isTextual()
          && contradicts(identifier, raw.textValue(), hashed, Digester.region(body, regionHint))) {
        return true;
      }
    }
    return false;
  }

  private static boolean contradicts(
      Identifier identifier, String raw, JsonNode hashed, @Nullable String region) {
    Optional<Normalised> digest = Prehashed.recognise(Digester.value(hashed), true);
    if (digest.isEmpty() || !(digest.get() instanceof Normalised.Text(String hex))) {
      return false;
    }
    String profile = hashed.path("profile").asText("");
    Optional<Normalised> both = Prehashed.recognise(raw, identifier.md5Refused());
    if (both.isPresent()) {
      // a digest in the place of the raw value counts as the first variant
      return both.get() instanceof Normalised.Text(String other)
          && Digester.variant(identifier, profile).equals(identifier.variants().getFirst())
          && !other.equals(hex);
    }
    List<Variant> candidates =
        profile.isEmpty() ? identifier.variants() : List.of(Digester.variant(identifier, profile));
    Normaliser.Forms forms = identifier.normaliser().read(raw, region);
    List<String> texts =
        candidates.stream()
            .map(variant -> forms.in(variant.word()))
            .filter(Normalised.Text.class::isInstance)
            .map(form -> ((Normalised.Text) form).text())
            .toList();
    return !texts.isEmpty() && texts.stream().map(Sha256::hex).noneMatch(hex::equals);
  }
}
