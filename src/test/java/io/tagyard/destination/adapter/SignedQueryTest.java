package io.tagyard.destination.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Attempt;
import io.tagyard.event.Events;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedQueryTest {
  private static final String TRADEDOUBLER =
      "{'signature_secret':'k3y','signature_parameter':'checksum','signature_algorithm':'md5',"
          + "'signature_text':'{secret}{ordernumber}{ordervalue}','signature_prefix':'v04'}";
  private static final String POST_AFFILIATE_PRO =
      "{'signature_secret':'k3y','signature_parameter':'data5','signature_algorithm':'md5',"
          + "'signature_text':'{TotalCost},{OrderID},{secret}'}";
  private static final String OF_THE_QUERY =
      "{'signature_secret':'key','signature_parameter':'sig'}";

  private static String signed(String settings, String query) {
    String uri = "https://net.example/report?" + query;
    return Bound.to("signed-query", settings)
        .finish(Bound.request("GET", uri, ""), List.of("evt"), new Attempt(Events.NOON, 1))
        .uri()
        .getRawQuery();
  }

  /** Digests by {@code md5sum} and {@code openssl dgst -sha256 -hmac key}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ordernumber=ORD-1001&ordervalue=108.57; ordernumber=ORD-1001&ordervalue=108.57&checksum=v040dbf4ef31f89074d43be5e9348a4cdab",
        "checksum=&ordernumber=ORD-1001&ordervalue=108.57; checksum=v040dbf4ef31f89074d43be5e9348a4cdab&ordernumber=ORD-1001&ordervalue=108.57",
        "ordernumber=ORD%2F1%20%C3%BC&ordervalue=108.57; ordernumber=ORD%2F1%20%C3%BC&ordervalue=108.57&checksum=v049d580a04207872d242359f1dbe6d1487"
      })
  void aChecksumIsOverTheSecretAndTheValuesThatAreSent(String query, String expected) {
    assertThat(signed(TRADEDOUBLER, query)).isEqualTo(expected);
  }

  @Test
  void aSeparatorStandsBetweenTheValues() {
    assertThat(signed(POST_AFFILIATE_PRO, "TotalCost=108.57&OrderID=ORD-1001"))
        .isEqualTo("TotalCost=108.57&OrderID=ORD-1001&data5=42005b19a3eea28e01c6f03fb548b72f");
  }

  @Test
  void aKeyedSignatureIsOverTheQueryAsItIsSent() {
    assertThat(signed(OF_THE_QUERY, "oid=A%20b&amt=1.00"))
        .isEqualTo(
            "oid=A%20b&amt=1.00&sig=7a33888e8d5b16e35effd7285fc8e38fab21517befcde8c0b5a5693d7f366c47");
    assertThat(signed(OF_THE_QUERY, "oid=A%20b&sig=old&amt=1.00"))
        .isEqualTo(
            "oid=A%20b&sig=7a33888e8d5b16e35effd7285fc8e38fab21517befcde8c0b5a5693d7f366c47&amt=1.00");
  }

  @Test
  void withoutASecretNothingIsSigned() {
    assertThat(signed("{'signature_parameter':'checksum'}", "a=1")).isEqualTo("a=1");
  }

  @Test
  void settingsThatProveNothingAreAProblem() {
    assertThat(
            Bound.problems(
                "signed-query",
                "{'signature_secret':'s','signature_parameter':'c','signature_algorithm':'md5'}"))
        .singleElement()
        .asString()
        .contains("error[wrong-value]", "without {secret}");
    assertThat(Bound.problems("signed-query", "{'signature_secret':'s'}"))
        .singleElement()
        .asString()
        .contains("error[missing-setting]");
    assertThat(
            Bound.problems(
                "signed-query",
                "{'signature_secret':'s','signature_parameter':'c','signature_algorithm':'md4'}"))
        .singleElement()
        .asString()
        .contains("error[wrong-choice]");
  }
}
