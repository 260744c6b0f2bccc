package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CataloguePageTest {
  @Test
  void thePageSaysWhatTheDefinitionsSay() throws IOException {
    assertThat(Files.readString(Path.of("destinations/README.md")))
        .as("./tagyard catalogue > destinations/README.md")
        .isEqualTo(CataloguePage.of(Kit.catalogue()));
  }
}
