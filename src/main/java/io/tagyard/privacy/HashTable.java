package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import io.tagyard.event.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a platform would compare for a raw value: the command {@code hash}. Pure. */
public final class HashTable {
  /** Kinds that go by a shorter name in lists of values. */
  private static final Map<String, String> SHORT_NAMES =
      Map.of("state", "region", "zip", "postal_code", "dob", "date_of_birth");

  private static final String INTERNATIONAL = "international";

  private HashTable() {}

  /** A digest in lower-case hex, or the sentence that says why there is none. */
  public record Answer(@Nullable String sha256, @Nullable String refused) {
    static Answer refused(String why) {
      return new Answer(null, why);
    }
  }

  /** The platforms this table knows, in alphabetical order. */
  public static List<String> platforms() {
    return Platforms.ALL.stream().sorted().toList();
  }

  /**
   * The same list in the same order, each item with {@code sha256}, or without it and with {@code
   * refused}.
   */
  public static ArrayNode answer(JsonNode items) {
    ArrayNode answers = Json.mapper().createArrayNode();
    items.forEach(item -> answers.add(item(item)));
    return answers;
  }

  /** What every platform that takes an e-mail address would compare, by platform. */
  public static Map<String, Answer> email(String raw) {
    Map<String, Answer> row = new TreeMap<>();
    Platforms.ALL.forEach(platform -> row.put(platform, hash("email", platform, raw, null)));
    return row;
  }

  /**
   * One value.
   *
   * @param region country the value is read in, for phones, states and dates; {@code international}
   *     for a phone whose bare digits begin with their country code; null = unknown
   */
  public static Answer hash(String kind, String platform, String raw, @Nullable String region) {
    boolean international = INTERNATIONAL.equals(region);
    String country =
        region == null || international ? null : Regions.countryCode(region).orElse(null);
    return read(kind, platform, raw, new Digester.Reading(country, international));
  }

  private static Answer read(String kind, String platform, String raw, Digester.Reading reading) {
    Optional<Identifier> identifier = Identifier.of(SHORT_NAMES.getOrDefault(kind, kind));
    if (identifier.isEmpty()) {
      return Answer.refused("no identifier of this kind is hashed: " + kind);
    }
    if (!Platforms.ALL.contains(platform)) {
      return Answer.refused("no platform of this name: " + platform);
    }
    List<String> variants = Platforms.variants(identifier.get(), platform, reading.region());
    return variants.isEmpty()
        ? Answer.refused(platform + " takes " + kind + " unhashed or not at all")
        : digest(identifier.get(), variants, raw, reading);
  }

  private static Answer digest(
      Identifier identifier, List<String> variants, String raw, Digester.Reading reading) {
    Optional<Normalised> digest = Prehashed.recognise(raw, identifier.md5Refused());
    Normalised normalised = digest.orElseGet(() -> first(reading.of(identifier, raw), variants));
    return switch (normalised) {
      case Normalised.Refused refused -> Answer.refused(refused.reason());
      case Normalised.Text text ->
          new Answer(digest.isPresent() ? text.text() : Sha256.hex(text.text()), null);
    };
  }

  private static Digester.Reading reading(JsonNode item) {
    String region = item.path("region").asText("");
    return new Digester.Reading(
        Regions.countryCode(region).orElse(null),
        INTERNATIONAL.equals(region) || INTERNATIONAL.equals(item.path("phones").asText("")));
  }

  private static Normalised first(Normaliser.Forms forms, List<String> variants) {
    Normalised first = forms.in(variants.getFirst());
    for (int i = 1; i < variants.size() && first instanceof Normalised.Refused; i++) {
      first = forms.in(variants.get(i));
    }
    return first;
  }

  private static ObjectNode item(JsonNode item) {
    ObjectNode copy =
        item instanceof ObjectNode object ? object.deepCopy() : Json.mapper().createObjectNode();
    Answer answer =
        item.path("raw").isValueNode() && !item.path("raw").isNull()
            ? read(
                item.path("kind").asText(),
                item.path("platform").asText(),
                item.path("raw").asText(),
                reading(item))
            : Answer.refused("no raw value");
    copy.remove(List.of("sha256", "refused"));
    if (answer.sha256() != null) {
      copy.put("sha256", answer.sha256());
    } else {
      copy.put("refused", answer.refused());
    }
    return copy;
  }
}
