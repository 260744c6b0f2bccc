package io.tagyard.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.4.0/23, 192.168.5.255, true",
    "192.168.4.0/23, 192.168.6.0, false",
    "203.0.113.7, 203.0.113.7, true",
    "203.0.113.7, 203.0.113.8, false",
    "2001:db8::/32, 2001:db8:1::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "10.0.0.0/8, not-an-address, false"
  })
  void anAddressLiesInItsRange(String network, String address, boolean inside) {
    assertThat(Network.of(network).orElseThrow().contains(address)).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/x", "1.2.3.4.5", "::1/129"})
  void whatIsNoRangeIsNone(String text) {
    assertThat(Network.of(text)).isEmpty();
  }
}
