package io.tagyard.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProductTest {
  @Test
  void theVersionIsTheOneOfTheBuild() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .containsPattern(
            "<artifactId>tagyard</artifactId>\\s*<version>" + Product.VERSION + "(-SNAPSHOT)?<");
  }
}
