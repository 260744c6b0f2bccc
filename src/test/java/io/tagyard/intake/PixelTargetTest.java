package io.tagyard.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an address that is none. */
class PixelTargetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/v1/pixel.gif?k=a&name=page_view /v1/pixel.gif?k=a&name=page_view",
        "/v1/pixel.gif?a=%C3%BC%2B /v1/pixel.gif?a=%C3%BC%2B",
        "/v1/pixel.gif?a=%ZZ /v1/pixel.gif?a=%25ZZ",
        "/v1/pixel.gif?a=100% /v1/pixel.gif?a=100%25",
        "/v1/pixel.gif?a=%f /v1/pixel.gif?a=%25f",
        "/v1/pixel.gif?i[0]={\"a\":1}|^`<> /v1/pixel.gif?i%5B0%5D=%7B%22a%22:1%7D%7C%5E%60%3C%3E",
        "/v1/pixel.gif?a=b#c /v1/pixel.gif?a=b%23c",
        "/v1/pixel.gif?a=\u00c3\u00bc\\ /v1/pixel.gif?a=%C3%BC%5C",
      })
  void anIllegalCharacterIsEncodedAndALegalTargetStays(String sent, String repaired) {
    assertThat(PixelTarget.repaired(sent)).isEqualTo(repaired);
    assertThat(PixelTarget.repaired(repaired)).isEqualTo(repaired);
  }

  @Test
  void theKeyIsAllThatIsReadOfALineThatIsLost() {
    assertThat(PixelTarget.without("GET /v1/pixel.gif?d=x&k=the-key&more=y"))
        .isEqualTo("/v1/pixel.gif?k=the-key");
    assertThat(PixelTarget.without("GET /v1/pixel.gif?d=xk=no")).isEqualTo("/v1/pixel.gif");
    assertThat(PixelTarget.isPixel("/v1/pixel.gif2")).isFalse();
  }
}
