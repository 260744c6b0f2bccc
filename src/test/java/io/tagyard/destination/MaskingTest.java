package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Outbound.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskingTest {
  private static final String SECRET = "s3cret/+ key=\"1\"";
  private final Masking masking = new Masking(Set.of(SECRET, "T"));

  @Test
  void aSecretIsHiddenInEveryFormItTravelsIn() {
    String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
    String shown =
        masking.text(
            "a "
                + SECRET
                + " b s3cret%2F%2B%20key%3D%221%22 c s3cret%2F%2B+key%3D%221%22 d s3cret/+ key=\\\"1\\\" e "
                + base64);
    assertThat(shown).isEqualTo("a *** b *** c *** d *** e ***");
  }

  @Test
  void aVeryShortSecretIsHiddenOnlyWhereItStandsAlone() {
    assertThat(masking.text("access_token T is no Token: T&x=T, TT"))
        .isEqualTo("access_token *** is no Token: ***&x=***, TT");
  }

  @Test
  void ofADigestOnlyTheFirstCharactersAreShown() {
    String digest = "0123456789abcdef".repeat(4);
    assertThat(masking.text("[\"" + digest + "\"] " + digest + "0"))
        .isEqualTo("[\"012345…\"] " + digest + "0");
  }

  @Test
  void credentialsAreHiddenByTheirLook() {
    assertThat(masking.text("Authorization: Bearer abcdef9.ghi")).doesNotContain("abcdef");
    assertThat(masking.text("Invalid OAuth access token. Basic authentication required"))
        .isEqualTo("Invalid OAuth access token. Basic authentication required");
    assertThat(masking.text("https://h.example/p?a=1&postback_key=xyz&b=2"))
        .isEqualTo("https://h.example/p?a=1&postback_key=***&b=2");
  }

  @Test
  void peopleSeeARequestWithoutSecretsAndRawValues() {
    Outbound request =
        new Outbound(
            "POST",
            URI.create("https://h.example/p?ip=203.0.113.7&token=abc"),
            List.of(new Header("Authorization", "whatever"), new Header("X", "Jane Doe")),
            "{\"name\":\"Jane Doe\",\"agent\":\"A \\\"q\\\"\"}".getBytes(StandardCharsets.UTF_8),
            Duration.ofSeconds(1),
            Set.of("203.0.113.7", "Jane Doe", "A \"q\""));
    assertThat(masking.request(request).toString())
        .isEqualTo(
            "{\"method\":\"POST\",\"url\":\"https://h.example/p?ip=***&token=***\","
                + "\"headers\":{\"Authorization\":\"***\",\"X\":\"***\"},"
                + "\"body\":\"{\\\"name\\\":\\\"***\\\",\\\"agent\\\":\\\"***\\\"}\"}");
  }

  @Test
  void withoutSecretsATextStaysAsItIs() {
    assertThat(new Masking(Set.of()).text("nothing to hide")).isEqualTo("nothing to hide");
  }
}
