package io.tagyard.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.intake.RequestBody.Events;
import io.tagyard.intake.RequestBody.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
  private static final IntakeConfig LIMITS = new IntakeConfig(200, 1_000, 3, List.of());

  @Test
  void anObjectIsOneEvent() {
    assertThat(read("{\"id\":\"a\"}", "application/json"))
        .isInstanceOfSatisfying(Events.class, e -> assertThat(e.contents()).hasSize(1));
  }

  @Test
  void anArrayIsManyEventsInTheirOrder() {
    assertThat(read("[{\"id\":\"a\"},{\"id\":\"b\"}]", "application/json"))
        .isInstanceOfSatisfying(
            Events.class,
            e ->
                assertThat(e.contents())
                    .extracting(c -> c.path("id").asText())
                    .containsExactly("a", "b"));
  }

  @Test
  void everyLineOfNdjsonIsAnEventAndEmptyLinesAreNot() {
    assertThat(read("{\"id\":\"a\"}\n\n{\"id\":\"b\"}\r\n", "application/x-ndjson"))
        .isInstanceOfSatisfying(
            Events.class,
            e ->
                assertThat(e.contents())
                    .extracting(c -> c.path("id").asText())
                    .containsExactly("a", "b"));
  }

  @Test
  void aBrokenLineRefusesTheRequestAndSaysWhichLine() {
    assertThat(read("{\"id\":\"a\"}\n{\"mail\":\"x@example.com\"", "application/x-ndjson"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.detail()).startsWith("line 2:").doesNotContain("example.com");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1} x",
        "[1,2",
        "{\"mail\":\"x@example.com\" oops}",
        "\u0000"
      })
  void whatIsNotStrictJsonIsRefusedWithoutQuotingIt(String text) {
    assertThat(read(text, "application/json"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.detail()).isNotBlank().doesNotContain("example.com");
            });
  }

  @Test
  void nestingOverThirtyTwoIsRefused() {
    assertThat(read("[".repeat(33) + "]".repeat(33), "application/json"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.detail()).contains("nested deeper than 32"));
  }

  @Test
  void anOversizedEventIsRefused() {
    assertThat(read("{\"a\":\"" + "x".repeat(300) + "\"}", "application/json"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.status()).isEqualTo(413));
  }

  @Test
  void tooManyEventsAreRefused() {
    assertThat(read("[{},{},{},{}]", "application/json"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.status()).isEqualTo(413));
  }

  @Test
  void anotherMediaTypeIsRefused() {
    assertThat(read("<event/>", "application/xml"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.status()).isEqualTo(415));
  }

  @Test
  void anEventOverTheLimitIsRefusedInAnArrayToo() {
    String large = "{\"id\":\"a\",\"x\":\"" + "y".repeat(200) + "\"}";
    assertThat(read("[{\"id\":\"b\"}," + large + "]", "application/json"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.status()).isEqualTo(413));
    String small = "{\"id\":\"" + "y".repeat(150) + "\"}";
    assertThat(read("[" + small + "," + small + "]", "application/json"))
        .isInstanceOf(Events.class);
  }

  @Test
  void anEncodingThatNobodyUnpackedIsRefusedAndNotTakenForJson() {
    byte[] body = "{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(RequestBody.read(body, "application/json", "br", LIMITS))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.status()).isEqualTo(415));
    assertThat(RequestBody.read(body, "application/json", "identity", LIMITS))
        .isInstanceOf(Events.class);
  }

  @Test
  void gzipThatWasCutShortIsRefusedWholeEvenAtTheEndOfALine() throws IOException {
    byte[] whole = gzip("{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
    assertThat(RequestBody.read(whole, "application/x-ndjson", "gzip", LIMITS))
        .isInstanceOf(Events.class);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(RequestBody.read(cut, "application/x-ndjson", "gzip", LIMITS))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.status()).isEqualTo(400));
    }
  }

  @Test
  void aGzipBombIsRefusedByItsUnpackedSize() throws IOException {
    assertThat(RequestBody.read(gzip(" ".repeat(1_000_000)), "application/json", "gzip", LIMITS))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.status()).isEqualTo(413));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void textAfterTheValueIsCalledThat() {
    assertThat(read("{\"id\":\"a\"} {\"id\":\"b\"}", "application/json"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.detail()).startsWith("text after the end"));
  }

  private static RequestBody read(String text, String type) {
    return RequestBody.read(text.getBytes(StandardCharsets.UTF_8), type, null, LIMITS);
  }
}
