package io.tagyard.destination.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Outbound.Header;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of AWS's page "Signature calculations for the Authorization header" for S3. */
class SigV4Test {
  private static final String PUBLISHED =
      "{'access_key_id':'AKIAIOSFODNN7EXAMPLE',"
          + "'secret_access_key':'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY','region':'us-east-1'}";
  private static final String HOST = "https://examplebucket.s3.amazonaws.com";
  private static final Attempt AT = new Attempt(Instant.parse("2013-05-24T00:00:00Z"), 1);

  private static Outbound signed(String settings, Outbound request) {
    return Bound.to("sigv4", settings).finish(request, List.of("evt"), AT);
  }

  @Test
  void anObjectIsFetched() {
    Outbound request = Bound.request("GET", HOST + "/test.txt", "", "Range", "bytes=0-9");
    Outbound signed = signed(PUBLISHED, request);
    assertThat(Bound.header(signed, "Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256"
                + " Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    assertThat(Bound.header(signed, "x-amz-date")).isEqualTo("20130524T000000Z");
    assertThat(Bound.header(signed, "x-amz-content-sha256"))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @ParameterizedTest
  @CsvSource({"/test%24file.text", "/test$file.text"})
  void anObjectIsPut(String path) {
    Outbound request =
        Bound.request(
                "PUT",
                HOST + path,
                "Welcome to Amazon S3.",
                "Date",
                "Fri, 24 May 2013 00:00:00 GMT")
            .with(new Header("x-amz-storage-class", "REDUCED_REDUNDANCY"));
    assertThat(Bound.header(signed(PUBLISHED, request), "Authorization"))
        .contains("SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,")
        .endsWith("=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @ParameterizedTest
  @CsvSource({
    "?lifecycle, fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    "/?max-keys=2&prefix=J, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    "/?prefix=J&max-keys=2, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
  })
  void aQueryIsSignedSorted(String pathAndQuery, String signature) {
    Outbound request = Bound.request("GET", HOST + pathAndQuery, "");
    assertThat(Bound.header(signed(PUBLISHED, request), "Authorization")).endsWith("=" + signature);
  }

  @Test
  void aSessionsTokenIsSentAndSigned() {
    String settings = PUBLISHED.replace("}", ",'session_token':'FwoGZXIvYXdzEXAMPLE'}");
    Outbound signed = signed(settings, Bound.request("GET", HOST + "/a b".replace(" ", "%20"), ""));
    assertThat(Bound.header(signed, "x-amz-security-token")).isEqualTo("FwoGZXIvYXdzEXAMPLE");
    assertThat(Bound.header(signed, "Authorization")).contains(";x-amz-security-token,");
  }
}
