package io.tagyard.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The schema names the profiles of a pre-hashed value, and privacy reads them: one list. */
class ProfileNamesTest {
  @Test
  void theSchemaNamesEveryVariantAndEveryPlatform() throws IOException {
    Set<String> known = new TreeSet<>(Platforms.ALL);
    for (Identifier identifier : Identifier.values()) {
      identifier.variants().forEach(variant -> known.add(variant.word()));
    }
    known.remove("");
    JsonNode profile =
        Json.read(Files.readAllBytes(Path.of("src/main/resources/schemas/common.schema.json")))
            .at("/$defs/digest/properties/profile");
    Set<String> named = new TreeSet<>();
    profile.path("enum").forEach(word -> named.add(word.textValue()));
    assertThat(named).isEqualTo(known);
    assertThat(named)
        .allSatisfy(word -> assertThat(profile.path("description").asText()).contains(word));
  }
}
