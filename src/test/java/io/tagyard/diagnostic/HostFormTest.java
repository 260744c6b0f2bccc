package io.tagyard.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostFormTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0177.0.0.1",
        "0x7f.1",
        "0X7F.0.0.1",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "127.1",
        "127.0.1",
        "127.0.0.1.",
        "127.000.000.001",
        "127.0.0.01",
        "256.1.1.1",
        "1.2.3.4.5",
        "1.2.3.0x4",
        "999",
        "%31%32%37.0.0.1",
        "127%2E0%2e0.1",
        "%30x7f.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.0.0.1",
        "0",
        "0x"
      })
  void anIpv4AddressInAnotherWritingIsFound(String host) {
    for (String around :
        new String[] {"https://%s", "HTTP://%s:8080/x?y", "http://u@%s/", " https://%s/"}) {
      String address = around.replace("%s", host);
      assertThat(HostForm.isOddIpv4(address)).as(address).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "192.0.2.10",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "example.com",
        "example.com.",
        "localhost",
        "1.2.3.4.example",
        "0x7f.example",
        "123.de",
        "4chan.example",
        "xn--bcher-kva.example",
        "a.0xfg"
      })
  void whatIsPlainOrANameIsNot(String host) {
    for (String around :
        new String[] {"https://%s", "http://%s:8080/x?y=1.2", "https://%s/127.1"}) {
      String address = around.replace("%s", host);
      assertThat(HostForm.isOddIpv4(address)).as(address).isFalse();
    }
  }
}
