package io.tagyard.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PixelQueryTest {
  private static final String EVENT = "{\"id\":\"p1\",\"order\":{\"id\":\"Ü?>~\"}}";

  @Test
  void dIsBase64UrlJsonWithOrWithoutPadding() {
    byte[] bytes = EVENT.getBytes(StandardCharsets.UTF_8);
    for (String d :
        List.of(
            Base64.getUrlEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            Base64.getEncoder().encodeToString(bytes).replace('+', ' '))) {
      assertThat(PixelQuery.read(Map.of("d", List.of(d), "k", List.of("key"))).toString())
          .isEqualTo(EVENT);
    }
  }

  @Test
  void dottedNamesBuildTheEventAndTheKeyIsNoPartOfIt() {
    assertThat(
            PixelQuery.read(
                    Map.of(
                        "name", List.of("purchase"),
                        "order.id", List.of("O-1"),
                        "order.items", List.of("[{\"id\":\"S\"}]"),
                        "k", List.of("key")))
                .path("order")
                .toString())
        .contains("\"id\":\"O-1\"", "\"items\":[{\"id\":\"S\"}]")
        .doesNotContain("key");
  }

  @Test
  void whatIsNoEventIsATextThatQuotesNothing() {
    assertThat(PixelQuery.read(Map.of("d", List.of("jane@example.com"))).asText())
        .doesNotContain("example.com");
  }
}
