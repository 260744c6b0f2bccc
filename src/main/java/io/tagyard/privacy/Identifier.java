package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The identifiers of an event that are digested: where they stand, their variants, their rules. */
@SuppressWarnings("ImmutableEnumChecker") // lists made by List.of, rules without state
enum Identifier {
  EMAIL("email", "user.email", Emails::read, "basic", "google", "strip", "reddit", "amazon"),
  PHONE("phone", "user.phone", Phones::read, "e164", "digits"),
  FIRST_NAME(
      "first_name", "user.first_name", Names.first(), "meta", "google", "space", "amazon", "ga4"),
  LAST_NAME(
      "last_name", "user.last_name", Names.last(), "meta", "google", "space", "amazon", "ga4"),
  GENDER("gender", "user.gender", Traits::gender),
  DATE_OF_BIRTH("date_of_birth", "user.date_of_birth", Traits::dateOfBirth),
  STREET("street", "user.address.street", Places::street, "google", "ga4"),
  CITY("city", "user.address.city", Places::city, "latin", "utf8"),
  REGION("region", "user.address.region", Places::region, "code"),
  POSTAL_CODE(
      "postal_code", "user.address.postal_code", Places::postalCode, "compact", "short", "space"),
  COUNTRY("country", "user.address.country", Places::country),
  EXTERNAL_ID("external_id", "user.id", Handles::externalId, "lower", "trim"),
  IP("ip", "device.ip", Handles::ip),
  DEVICE_ID("device_id", "device.id", Handles::deviceId, "lower", "upper");

  private final String kind;
  private final String path;
  private final Normaliser normaliser;
  private final List<Variant> variants;
  private final List<String> parents;
  private final String member;
  private final String hashedMember;

  /**
   * A form of it that is digested.
   *
   * @param word empty for the only one
   * @param name of its digest, for example {@code email.google} or {@code country}
   */
  record Variant(String word, String name) {
    // looked up for every event, and the same text is found sooner than an equal one
    private static Variant of(String kind, String word) {
      return new Variant(word, (word.isEmpty() ? kind : kind + "." + word).intern());
    }
  }

  Identifier(String kind, String path, Normaliser normaliser, String... variants) {
    this.kind = kind;
    this.path = path;
    this.normaliser = normaliser;
    this.variants =
        Stream.of(variants.length == 0 ? new String[] {""} : variants)
            .map(word -> Variant.of(kind, word))
            .toList();
    List<String> names = Stream.of(path.split("\\.", -1)).map(String::intern).toList();
    this.parents = names.subList(0, names.size() - 1);
    this.member = names.getLast();
    this.hashedMember = (member + "_sha256").intern();
  }

  static Optional<Identifier> of(String kind) {
    return Stream.of(values()).filter(identifier -> identifier.kind.equals(kind)).findFirst();
  }

  /** Its name under {@code identity}. */
  String kind() {
    return kind;
  }

  /** Where its raw value stands in the event. */
  String path() {
    return path;
  }

  /** The objects on the way to its value. */
  List<String> parents() {
    return parents;
  }

  /** The object its value stands in; a missing node when there is none. */
  JsonNode parent(JsonNode body) {
    JsonNode parent = body;
    for (int i = 0; i < parents.size(); i++) {
      parent = parent.path(parents.get(i));
    }
    return parent;
  }

  /** The member its value stands in. */
  String member() {
    return member;
  }

  /** The member a digest of it may be sent in. */
  String hashedMember() {
    return hashedMember;
  }

  /** Its variants; the first is what a pre-hashed value without a profile is taken for. */
  List<Variant> variants() {
    return variants;
  }

  /** The variant of this word. */
  Optional<Variant> variant(String word) {
    return variants.stream().filter(variant -> variant.word().equals(word)).findFirst();
  }

  Normaliser normaliser() {
    return normaliser;
  }

  /** Whether 32 hex digits are an MD5 here; a customer or device id may well look like that. */
  boolean md5Refused() {
    return this != EXTERNAL_ID && this != DEVICE_ID;
  }
}
