package io.tagyard.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceDoorTest {
  @Test
  void theUsualPortOfAnOriginMayBeWrittenOrLeftOut() {
    assertThat(SourceDoor.origin("https://Shop.example:443"))
        .isEqualTo(SourceDoor.origin("HTTPS://shop.example/cart?x=1"))
        .hasValue("https://shop.example");
    assertThat(SourceDoor.origin("http://shop.example:80")).hasValue("http://shop.example");
    assertThat(SourceDoor.origin("https://shop.example:80")).hasValue("https://shop.example:80");
    assertThat(SourceDoor.origin("null")).isEmpty();
  }
}
