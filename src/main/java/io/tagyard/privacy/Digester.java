package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Digests;
import io.tagyard.event.Sha256;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns the identifiers of an event into named digests: the only place in the house that hashes
 * what people gave. Pure; nothing about a person is kept.
 */
public final class Digester {
  /** Version of these rules, kept with every event. */
  public static final int PROFILE = 1;

  /** Every variant there is, for example {@code email.google}, {@code country}. */
  public static final Set<String> ALL = all();

  private Digester() {}

  /**
   * The digests of an event's identifiers. A raw value gives every wanted variant; a value that is
   * a digest already ({@code user.email} of that shape, or {@code user.email_sha256} as {@code
   * {profile, value}} or a plain text) gives the one of its profile and is never hashed again. What
   * cannot be normalised gives nothing.
   *
   * @param body of a valid event
   * @param wanted names of the variants that are needed; others are not computed
   * @param regionHint country to read phones in when the event names none; null = unknown
   */
  public static Digests digest(JsonNode body, Set<String> wanted, @Nullable String regionHint) {
    String region = region(body, regionHint);
    MessageDigest sha = Sha256.begin();
    Map<String, String> digests = new LinkedHashMap<>();
    for (Identifier identifier : Identifier.values()) {
      if (identifier.anyOf(wanted)) {
        add(identifier, body, region, wanted, sha, digests);
      }
    }
    return new Digests(digests);
  }

  private static void add(
      Identifier identifier,
      JsonNode body,
      @Nullable String region,
      Set<String> wanted,
      MessageDigest sha,
      Map<String, String> digests) {
    JsonNode parent = body;
    for (String object : identifier.parents()) {
      parent = parent.path(object);
    }
    JsonNode raw = parent.path(identifier.member());
    int before = digests.size();
    if (raw.isTextual() || raw.isNumber()) {
      ofRaw(identifier, raw.asText(), region, wanted, sha, digests);
    }
    if (digests.size() == before) {
      ofDigest(identifier, parent.path(identifier.hashedMember()), wanted, digests);
    }
  }

  private static void ofRaw(
      Identifier identifier,
      String raw,
      @Nullable String region,
      Set<String> wanted,
      MessageDigest sha,
      Map<String, String> digests) {
    Optional<Normalised> digest = Prehashed.recognise(raw, identifier.md5Refused());
    if (digest.isPresent()) {
      profiled(identifier, digest.get(), identifier.variants().getFirst(), wanted, digests);
      return;
    }
    Normaliser.Forms forms = identifier.normaliser().read(raw, region);
    @Nullable String lastText = null;
    String lastDigest = "";
    for (int i = 0; i < identifier.variants().size(); i++) {
      String name = identifier.digests().get(i);
      if (wanted.contains(name)
          && forms.in(identifier.variants().get(i)) instanceof Normalised.Text(String text)) {
        // most variants of a plain value are the same text
        lastDigest = text.equals(lastText) ? lastDigest : Sha256.hex(sha, text);
        lastText = text;
        digests.put(name, lastDigest);
      }
    }
  }

  private static void ofDigest(
      Identifier identifier, JsonNode hashed, Set<String> wanted, Map<String, String> digests) {
    if (hashed.isMissingNode()) {
      return;
    }
    String value = hashed.isTextual() ? hashed.textValue() : hashed.path("value").asText("");
    String profile = hashed.path("profile").asText("");
    Prehashed.recognise(value, true)
        .ifPresent(
            digest -> profiled(identifier, digest, variant(identifier, profile), wanted, digests));
  }

  /** A profile is a variant, or a platform, which stands for the variant it compares. */
  private static String variant(Identifier identifier, String profile) {
    return identifier.variants().contains(profile)
        ? profile
        : Platforms.variant(identifier, profile).orElse(identifier.variants().getFirst());
  }

  private static void profiled(
      Identifier identifier,
      Normalised digest,
      String variant,
      Set<String> wanted,
      Map<String, String> digests) {
    String name = identifier.digest(variant);
    if (digest instanceof Normalised.Text(String hex) && wanted.contains(name)) {
      digests.put(name, hex);
    }
  }

  private static @Nullable String region(JsonNode body, @Nullable String hint) {
    for (JsonNode country :
        List.of(
            body.path("user").path("address").path("country"),
            body.path("consent").path("country"))) {
      Optional<String> code =
          country.isTextual() ? Regions.countryCode(country.textValue()) : Optional.empty();
      if (code.isPresent()) {
        return code.get();
      }
    }
    return hint;
  }

  private static Set<String> all() {
    Set<String> all = new TreeSet<>();
    for (Identifier identifier : Identifier.values()) {
      identifier.variants().forEach(variant -> all.add(identifier.digest(variant)));
    }
    return Collections.unmodifiableSet(all);
  }
}
