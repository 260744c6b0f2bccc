package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.event.Json;
import io.tagyard.privacy.HashTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code tagyard hash} answers for a platform is what its definition sends. */
class HashAndDefinitionsTest {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("email", "user email"),
          Map.entry("phone", "user phone"),
          Map.entry("first_name", "user first_name"),
          Map.entry("last_name", "user last_name"),
          Map.entry("gender", "user gender"),
          Map.entry("date_of_birth", "user date_of_birth"),
          Map.entry("external_id", "user id"),
          Map.entry("city", "user address city"),
          Map.entry("region", "user address region"),
          Map.entry("postal_code", "user address postal_code"),
          Map.entry("street", "user address street"));
  private static final Map<String, List<String>> RAW =
      Map.ofEntries(
          Map.entry(
              "email",
              List.of(
                  "J.Doe+x@Shop.Example",
                  "j.doe@gmail.com",
                  "a_b-c$d@x.example",
                  "José@shop.example",
                  "x@googlemail.com",
                  "not one",
                  "O'Brien@x.example",
                  "a.b+c.d@gmail.com")),
          Map.entry(
              "phone",
              List.of(
                  "+1 (650) 555-1212",
                  "020 7946 0958",
                  "+44 20 7946 0958",
                  "(202) 555-0199",
                  "0170 1234567",
                  "+52 1 55 1234 5678",
                  "491701234567",
                  "12",
                  "+39 06 698 1234")),
          Map.entry(
              "first_name",
              List.of("Ana-Lúcia", "O'Brien", "Dr. Mary Ann", "東京", "Žofie", "undefined", "Mr. X")),
          Map.entry(
              "last_name",
              List.of("Müller-Lüdenscheidt", "McDonald Jr.", "van der Berg", "山田", "D'Arcy III")),
          Map.entry("gender", List.of("female", "M", "x", "Woman")),
          Map.entry("date_of_birth", List.of("1997-02-16", "19970216", "1997-02-30")),
          Map.entry("external_id", List.of("User 42", "ABC-def", "ünïcode 7")),
          Map.entry(
              "city",
              List.of(
                  "São Paulo", "東京", "St. Louis", "Saint-Étienne", "Köln", "Москва", "Menlo Park")),
          Map.entry("region", List.of("CA", "New York", "us-ny", "Bayern", "Île-de-France")),
          Map.entry(
              "postal_code",
              List.of(
                  "94035-1234",
                  "940351234",
                  "94043",
                  "SW1A 1AA",
                  "100-0001",
                  "80331",
                  "-",
                  "LV-1010",
                  "〒100")),
          Map.entry("street", List.of("12, Rue de l'Église", "Main St 1", "東京 1-2")));

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "meta, meta, meta-conversions",
    "snap, snapchat, snapchat-conversions",
    "pinterest, pinterest, pinterest-conversions",
    "tiktok, tiktok, tiktok-events",
    "reddit, reddit, reddit-conversions",
    "linkedin, linkedin, linkedin-conversions",
    "x, x, x-conversions",
    "google, data_manager, google-data-manager",
    "ga4, ga4_mp, ga4-measurement-protocol",
    "microsoft, microsoft, microsoft-conversions",
  })
  void theCommandAnswersWithWhatIsSent(String platform, String vectors, String name)
      throws IOException {
    JsonNode vector =
        Json.read(
                Files.readAllBytes(
                    Path.of("src/test/resources/vectors/destinations/" + vectors + ".json")))
            .get(0);
    Destination destination = connect(name, vector.path("config"));
    int compared = 0;
    for (Map.Entry<String, List<String>> kind : RAW.entrySet()) {
      for (String country : List.of("US", "DE", "JP", "GB")) {
        for (String raw : written(kind.getValue())) {
          Set<String> sent = sent(destination, vector, kind.getKey(), raw, country);
          sent.removeAll(sent(destination, vector, kind.getKey(), neutral(kind.getKey()), country));
          String answer = HashTable.hash(kind.getKey(), platform, raw, country).sha256();
          String as = kind.getKey() + " " + raw + " in " + country;
          if (answer == null) {
            assertThat(sent).as(as).isEmpty();
          } else if (!sent.isEmpty()) {
            assertThat(sent).as(as).contains(answer);
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(50);
  }

  /** As they are, in other cases, with blanks around and within. */
  private static List<String> written(List<String> raw) {
    Random random = new Random(7);
    List<String> all = new ArrayList<>(raw);
    for (String value : raw) {
      all.add("  " + value.toUpperCase(Locale.ROOT) + " ");
      all.add(value.toLowerCase(Locale.ROOT) + "\u00a0");
      int at = random.nextInt(value.length());
      all.add(value.substring(0, at) + " " + value.substring(at));
    }
    return all;
  }

  private static String neutral(String kind) {
    return switch (kind) {
      case "email" -> "neutral@other.example";
      case "phone" -> "+12025550147";
      case "gender" -> "unknown";
      case "date_of_birth" -> "1961-11-09";
      case "region" -> "TX";
      case "postal_code" -> "10115";
      default -> "Neutral";
    };
  }

  private static Set<String> sent(
      Destination destination, JsonNode vector, String kind, String raw, String country) {
    ObjectNode event = ((ObjectNode) vector.path("input")).deepCopy();
    ObjectNode user = (ObjectNode) event.path("user");
    ObjectNode address = user.withObject("/address").put("country", country);
    event.withObject("/consent").put("country", country);
    user.put("gender", "f");
    String path = PATHS.getOrDefault(kind, "");
    ObjectNode parent = path.contains("address") ? address : user;
    parent.put(path.substring(path.lastIndexOf(' ') + 1), raw);
    Pipeline.Result result =
        Pipeline.run(
            event,
            destination,
            "other",
            destination.usesRaw().isEmpty()
                ? List.of()
                : io.tagyard.privacy.PrivacyPolicy.RETAINABLE);
    Set<String> digests = new TreeSet<>();
    if (result.goes()
        && destination.prepare(result.leg(destination.definition(), Optional.empty()))
            instanceof Prepared.Element element) {
      Outbound out =
          destination.pack(
              List.of(element), new Attempt(Instant.parse("2026-11-20T10:00:05Z"), 1, "n"));
      DIGEST.matcher(Kit.text(out.body())).results().forEach(found -> digests.add(found.group()));
    }
    return digests;
  }

  private static Destination connect(String name, JsonNode given) {
    ObjectNode config = given.deepCopy();
    Optional<String> endpoint = Optional.ofNullable(config.path("endpoint").asText(null));
    config.remove(
        List.of(
            "state", "attempt_time", "message_id", "oauth_nonce", "oauth_timestamp", "endpoint"));
    Problems problems = new Problems();
    return Kit.catalogue()
        .find(name)
        .orElseThrow()
        .connect(
            Optional.of((Mapping) Kit.yaml(config.toString())),
            endpoint,
            Kit.secrets(Map.of()),
            Kit.HERE,
            problems)
        .orElseThrow(() -> new AssertionError(Kit.headlines(problems)));
  }
}
