package io.tagyard.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDoorTest {
  @Test
  void aHopIsAnAddressWithOrWithoutAPort() {
    assertThat(SourceDoor.hop("203.0.113.9")).hasValue("203.0.113.9");
    assertThat(SourceDoor.hop("203.0.113.9:5555")).hasValue("203.0.113.9");
    assertThat(SourceDoor.hop("2001:db8::1")).hasValue("2001:db8::1");
    assertThat(SourceDoor.hop("[2001:db8::1]:443")).hasValue("2001:db8::1");
    assertThat(SourceDoor.hop("[2001:db8::1]")).hasValue("2001:db8::1");
  }

  @Test
  void theUsualPortOfAnOriginMayBeWrittenOrLeftOut() {
    assertThat(SourceDoor.origin("https://Shop.example:443"))
        .isEqualTo(SourceDoor.origin("HTTPS://shop.example/cart?x=1"))
        .hasValue("https://shop.example");
    assertThat(SourceDoor.origin("http://shop.example:80")).hasValue("http://shop.example");
    assertThat(SourceDoor.origin("https://shop.example:80")).hasValue("https://shop.example:80");
    assertThat(SourceDoor.origin("null")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "<script>", "10.0.0.0/8", "shop.example.com", "_hidden"})
  void whatIsNoAddressIsNoVisitor(String hop) {
    assertThat(SourceDoor.hop(hop)).isEmpty();
  }
}
