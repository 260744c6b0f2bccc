package io.tagyard.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "note|\"jane\"@shop.example|email",
        "note|jane@localhost|~~",
        "note|a @ b.example|email",
        "note|650-555-1212|phone",
        "note|650-555-1212 x12|phone",
        "note|650 x 555 x 1212|~~",
        "note|2026-11-20 10:15:30|~~",
        "note|1999/12/31|~~",
        "note|12.345.678,90 EUR|~~",
        "note|192.168.100.200|~~",
        "cellNumber|6505551212|phone",
        "excellent|6505551212|~~",
        "phone|650|~~",
      })
  void contactDataIsKnownByItsLook(String name, String text, String look) {
    assertThat(Personal.look(name, text)).isEqualTo(look);
  }

  /** Where the time to look grew with the square of the text, this would not end. */
  @ParameterizedTest
  @ValueSource(strings = {" ", "1", "+", "%25", "(", "@", "-1", "a@", "?a=", "x1 "})
  void aMegabyteOfAnythingIsAnswered(String piece) {
    String text = "1234567 " + piece.repeat((1 << 20) / piece.length()) + "~";
    assertThat(Personal.look("phone", text)).isIn("", "phone", "email");
    assertThat(Urls.clean("https://s.example/?q=" + text).cut()).isNotNegative();
  }
}
