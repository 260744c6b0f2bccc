package io.tagyard.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Json;
import io.tagyard.event.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashTableTest {
  @TestFactory
  Stream<DynamicTest> everyVectorHolds() throws IOException {
    JsonNode vectors =
        Json.read(Files.readAllBytes(Path.of("src/test/resources/vectors/pii.json")));
    assertThat(vectors).hasSizeGreaterThan(100);
    return StreamSupport.stream(vectors.spliterator(), false)
        .map(vector ->
            DynamicTest.dynamicTest(
                vector.path("kind").asText()
                    + " for "
                    + vector.path("platform").asText()
                    + ": "
                    + vector.path("raw").asText(),
                () -> holds(vector)));
  }

  private static void holds(JsonNode vector) throws IOException {
    JsonNode answer =
        HashTable.answer(
                Json.read(
                    ("[" + Json.mapper().writeValueAsString(vector) + "]")
                        .getBytes(StandardCharsets.UTF_8)))
            .get(0);
    if (vector.path("sha256").isNull()) {
      assertThat(answer.has("sha256")).isFalse();
      assertThat(answer.path("refused").asText()).isNotBlank();
    } else {
      assertThat(answer.path("sha256")).isEqualTo(vector.path("sha256"));
      assertThat(answer.has("refused")).isFalse();
    }
  }

  @ParameterizedTest(name = "{0} for {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "email|microsoft|J.Doe+x@Shop.Example|jdoe@shop.example",
        "email|google|J.Doe+x@Shop.Example|j.doe+x@shop.example",
        "email|google|j.doe@googlemail.com|jdoe@googlemail.com",
        "email|reddit|a_b-c$d+e@x.example|abcd@x.example",
        "email|reddit|Jane+Prüfung@Example.com|jane@example.com",
        "email|amazon|john_smith@x.example|johnsmith@x.example",
        "phone|meta|+39 06 698 1234|39066981234",
        "phone|tiktok|00 1 650 555 1212|+16505551212",
        "first_name|google|Dr. Mrs. Ana-Lúcia|ana-lúcia",
        "first_name|google|Alex Dr.|alex",
        "last_name|google|O'Brien III|o'brien",
        "last_name|meta|O'Brien|obrien",
        "last_name|pinterest|O'Brien Smith|o'briensmith",
        "last_name|amazon|O'Brien|obrien",
        "city|snap|Saint-Étienne du Bois|saintétiennedubois",
        "city|meta|Menlo Park|menlopark",
        "state|meta|us-ny|ny",
        "state|meta|Guam|gu",
        "state|meta|Newfoundland & Labrador|nl",
        "state|meta|Nordrhein-Westfalen|nordrheinwestfalen",
        "zip|meta|SW1A 1AA|sw1a1aa",
        "zip|pinterest|94035-1234|940351234",
        "zip|snap|100-0001|1000001",
        "last_name|ga4|O'Brien-Miller 2nd|obrienmiller nd",
        "email|ga4|J.ane@gmail.com|jane@gmail.com",
        "street|ga4|12, Rue de l'Église|12 rue de léglise",
        "zip|tiktok|100-0001|100-0001",
        "zip|amazon|SW1A 1AA|sw1a1aa",
        "country|meta|Côte d'Ivoire|ci",
        "country|meta|DEU|de",
        "country|meta|U.S.|us",
        "country|meta|Korea, Republic of|kr",
        "country|snap|Germany|de",
        "dob|meta|16.02.1997|19970216",
        "dob|meta|16/2/1997|19970216",
        "dob|meta|19970216|19970216",
        "dob|meta|1997-02-16 00:00:00|19970216",
        "gender|meta| Female |f",
        "external_id|meta| User 42 |user42",
        "external_id|tiktok| User 42 |User 42",
        "ip|reddit|2001:DB8::1|2001:db8::1",
        "device_id|reddit|ab-cd-12|AB-CD-12",
        "street|google|12, Rue de l'Église|12, rue de l'église",
      })
  void aRuleGivesThisText(String kind, String platform, String raw, String text) {
    assertThat(HashTable.hash(kind, platform, raw, null).sha256()).isEqualTo(Sha256.hex(text));
  }

  @ParameterizedTest(name = "{0} for {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "email|meta|café@example.com",
        "email|meta|foo bar@example.com",
        "email|google|+tag@gmail.com",
        "email|google|a@.com",
        "email|meta|test@test.com",
        "email|nobody|a@b.com",
        "shoe_size|meta|44",
        "phone|linkedin|+16505551212",
        "phone|meta|0044 1",
        "phone|meta|030 901820",
        "first_name|meta|undefined",
        "first_name|amazon|東京",
        "country|meta|Atlantis",
        "country|google|DE",
        "dob|meta|1997-02-30",
        "dob|meta|1797-02-03",
        "dob|meta|3/4/1997",
        "zip|meta|-",
        "zip|snap|*****",
        "zip|meta|??",
        "device_id|reddit|00000000-0000-0000-0000-000000000000",
        "ip|reddit|localhost",
      })
  void aRefusalHasASentenceThatDoesNotQuoteTheValue(String kind, String platform, String raw) {
    HashTable.Answer answer = HashTable.hash(kind, platform, raw, null);
    assertThat(answer.sha256()).isNull();
    assertThat(answer.refused()).isNotBlank();
    if (raw.length() > 3) {
      assertThat(answer.refused()).doesNotContain(raw);
    }
  }

  @Test
  void aDigestIsNeverHashedAgain() {
    String digest = Sha256.hex("jane@shop.example");
    assertThat(
            HashTable.hash(
                    "email", "meta", " " + digest.toUpperCase(java.util.Locale.ROOT) + "\n", null)
                .sha256())
        .isEqualTo(digest);
    assertThat(HashTable.email(digest).values())
        .allSatisfy(answer -> assertThat(answer.sha256()).isEqualTo(digest));
  }

  @Test
  void nineDigitsAreAPostalCodeWithItsAddOnInTheUsAlone() {
    assertThat(HashTable.hash("zip", "meta", "94025 1234", "US").sha256())
        .isEqualTo(Sha256.hex("94025"));
    assertThat(HashTable.hash("zip", "meta", "94025 1234", "FR").sha256())
        .isEqualTo(Sha256.hex("940251234"));
  }

  @Test
  void aDateWithBothReadingsIsReadAsItsCountryDoes() {
    assertThat(HashTable.hash("dob", "meta", "3/4/1997", "US").sha256())
        .isEqualTo(Sha256.hex("19970304"));
    assertThat(HashTable.hash("dob", "meta", "3/4/1997", "FR").sha256())
        .isEqualTo(Sha256.hex("19970403"));
  }

  @Test
  void bareDigitsAreAPhoneWhereTheSenderSaysThatTheyHaveTheirCountryCode() throws IOException {
    assertThat(HashTable.hash("phone", "meta", "16505551212", null).sha256()).isNull();
    assertThat(HashTable.hash("phone", "meta", "16505551212", "international").sha256())
        .isEqualTo(Sha256.hex("16505551212"));
    JsonNode items =
        Json.read(
            """
            [{"kind":"phone","platform":"google","raw":"491701234567","phones":"international"},
             {"kind":"phone","platform":"google","raw":"491701234567","region":"international"},
             {"kind":"phone","platform":"google","raw":"491701234567"}]\
            """
                .getBytes(StandardCharsets.UTF_8));
    JsonNode answers = HashTable.answer(items);
    assertThat(answers.at("/0/sha256").asText()).isEqualTo(Sha256.hex("+491701234567"));
    assertThat(answers.at("/1/sha256").asText()).isEqualTo(Sha256.hex("+491701234567"));
    assertThat(answers.at("/2/refused").asText()).isNotBlank();
  }

  @Test
  void everyVariantOfATableRowExists() {
    for (Identifier identifier : Identifier.values()) {
      for (String platform : Platforms.ALL) {
        for (String country : new String[] {"US", "DE"}) {
          Platforms.variants(identifier, platform, country)
              .forEach(variant -> assertThat(identifier.variant(variant)).isPresent());
        }
      }
    }
  }
}
