package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Digests;
import io.tagyard.event.Sha256;
import io.tagyard.privacy.Identifier.Variant;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the identifiers of an event into named digests: the only place in the house that hashes
 * what people gave. Pure; nothing about a person is kept.
 */
public final class Digester {
  /** Version of these rules, kept with every event. */
  public static final int PROFILE = 2;

  /** Every variant there is, for example {@code email.google}, {@code country}. */
  public static final Set<String> ALL = all();

  private final Set<String> names;
  private final List<Wanted> wanted;

  /** An identifier and those of its variants that are needed, in its order. */
  private record Wanted(Identifier identifier, List<Variant> variants) {
    boolean has(String name) {
      for (Variant variant : variants) {
        if (variant.name().equals(name)) {
          return true;
        }
      }
      return false;
    }
  }

  private Digester(Set<String> names) {
    this.names = Set.copyOf(names);
    this.wanted =
        Stream.of(Identifier.values())
            .map(identifier ->
                new Wanted(
                    identifier,
                    identifier.variants().stream()
                        .filter(variant -> names.contains(variant.name()))
                        .toList()))
            .filter(each -> !each.variants().isEmpty())
            .toList();
  }

  /** One that makes the variants of these names; others are not computed. */
  public static Digester of(Set<String> names) {
    return new Digester(names);
  }

  /** The names of the variants it makes. */
  public Set<String> names() {
    return names;
  }

  /**
   * The digests of an event's identifiers. A raw value gives every wanted variant; a value that is
   * a digest already ({@code user.email} of that shape, or {@code user.email_sha256} as {@code
   * {profile, value}} or a plain text) gives the one of its profile and is never hashed again. What
   * cannot be normalised gives nothing.
   *
   * @param body of a valid event
   * @param regionHint country to read phones in when the event names none; null = unknown
   */
  public Digests digest(JsonNode body, @Nullable String regionHint) {
    return read(body, new Reading(region(body, regionHint), false));
  }

  /**
   * How identifiers are read.
   *
   * @param region the country of the event; null = unknown
   * @param internationalPhones whether bare digits begin with their country code
   */
  record Reading(@Nullable String region, boolean internationalPhones) {
    Normaliser.Forms of(Identifier identifier, String raw) {
      return identifier == Identifier.PHONE && internationalPhones
          ? Phones.readInternational(raw, region)
          : identifier.normaliser().read(raw, region);
    }
  }

  Digests read(JsonNode body, Reading reading) {
    MessageDigest sha = Sha256.begin();
    Map<String, String> digests = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) { // asked for every event: iterators show in profiles
      add(wanted.get(i), body, reading, sha, digests);
    }
    return new Digests(digests);
  }

  private static void add(
      Wanted wanted,
      JsonNode body,
      Reading reading,
      MessageDigest sha,
      Map<String, String> digests) {
    Identifier identifier = wanted.identifier();
    JsonNode parent = identifier.parent(body);
    JsonNode raw = parent.path(identifier.member());
    int before = digests.size();
    if (raw.isTextual() || raw.isNumber()) {
      ofRaw(wanted, raw.asText(), reading, sha, digests);
    }
    if (digests.size() == before) {
      ofDigest(wanted, parent.path(identifier.hashedMember()), digests);
    }
  }

  private static void ofRaw(
      Wanted wanted, String raw, Reading reading, MessageDigest sha, Map<String, String> digests) {
    Identifier identifier = wanted.identifier();
    Optional<Normalised> digest = Prehashed.recognise(raw, identifier.md5Refused());
    if (digest.isPresent()) {
      profiled(wanted, digest.get(), identifier.variants().getFirst(), digests);
      return;
    }
    Normaliser.Forms forms = reading.of(identifier, raw);
    @Nullable String lastText = null;
    String lastDigest = "";
    for (int i = 0; i < wanted.variants().size(); i++) {
      Variant variant = wanted.variants().get(i);
      if (forms.in(variant.word()) instanceof Normalised.Text(String text)) {
        // most variants of a plain value are the same text
        lastDigest = text.equals(lastText) ? lastDigest : Sha256.hex(sha, text);
        lastText = text;
        digests.put(variant.name(), lastDigest);
      }
    }
  }

  private static void ofDigest(Wanted wanted, JsonNode hashed, Map<String, String> digests) {
    if (hashed.isMissingNode()) {
      return;
    }
    String profile = hashed.path("profile").asText("");
    Prehashed.recognise(value(hashed), true)
        .ifPresent(
            digest -> profiled(wanted, digest, variant(wanted.identifier(), profile), digests));
  }

  /** A digest is sent as {@code {profile, value}} or as a plain text. */
  static String value(JsonNode hashed) {
    return hashed.isTextual() ? hashed.textValue() : hashed.path("value").asText("");
  }

  /** A profile is a variant, or a platform, which stands for the variant it compares. */
  static Variant variant(Identifier identifier, String profile) {
    return identifier
        .variant(profile)
        .or(() -> Platforms.variant(identifier, profile).flatMap(identifier::variant))
        .orElse(identifier.variants().getFirst());
  }

  private static void profiled(
      Wanted wanted, Normalised digest, Variant variant, Map<String, String> digests) {
    if (digest instanceof Normalised.Text(String hex) && wanted.has(variant.name())) {
      digests.put(variant.name(), hex);
    }
  }

  /** Where an address names a country that is none, its numbers are read in no country at all. */
  static @Nullable String region(JsonNode body, @Nullable String hint) {
    String address = country(body.path("user").path("address"));
    return Regions.countryCode(address)
        .or(() -> Regions.countryCode(country(body.path("consent"))))
        .orElse(address.isEmpty() ? hint : null);
  }

  private static String country(JsonNode of) {
    return Texts.trim(of.path("country").asText(""));
  }

  private static Set<String> all() {
    Set<String> all = new TreeSet<>();
    for (Identifier identifier : Identifier.values()) {
      identifier.variants().forEach(variant -> all.add(variant.name()));
    }
    return Collections.unmodifiableSet(all);
  }
}
