package io.tagyard.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.intake.RequestBody.Events;
import io.tagyard.intake.RequestBody.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
                    .extracting(c -> c.content().path("id").asText())
                    .containsExactly("a", "b"));
  }

  @Test
  void everyLineOfNdjsonIsAnEventAndEmptyLinesAreNot() {
    assertThat(read("{\"id\":\"a\"}\n\n{\"id\":\"b\"}\r\n", "application/x-ndjson"))
        .isInstanceOfSatisfying(
            Events.class,
            e ->
                assertThat(e.contents())
                    .extracting(c -> c.content().path("id").asText())
                    .containsExactly("a", "b"));
  }

  @Test
  void aBrokenLineIsKeptAsTextWithItsNumberAndTheOthersAsEvents() {
    String broken = "{\"id\":\"b\",\"mail\":\"x@example.com\"";
    assertThat(sent("{\"id\":\"a\"}\n" + broken + "\n{\"id\":\"c\"}", "application/x-ndjson"))
        .satisfiesExactly(
            one -> assertThat(one.unread()).isNull(),
            one -> {
              assertThat(one.content().textValue()).isEqualTo(broken);
              assertThat(one.id()).isEqualTo("b");
              assertThat(Objects.requireNonNull(one.unread()).message())
                  .startsWith("line 2:")
                  .doesNotContain("example.com");
            },
            one -> assertThat(one.unread()).isNull());
  }

  @Test
  void oneValueOverManyLinesIsThatValue() {
    assertThat(sent("{\n\"id\":\"a\"\n}\n", "application/x-ndjson"))
        .singleElement()
        .satisfies(one -> assertThat(one.content().path("id").asText()).isEqualTo("a"));
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

  static List<String> elementsOverALimit() {
    return List.of(
        "{\"id\":\"b\",\"x\":" + "[".repeat(32) + "]".repeat(32) + "}",
        "{\"x\":" + "[".repeat(300) + "]".repeat(300) + ",\"id\":\"b\"}",
        "{\"id\":\"b\",\"x\":" + "{\"a\":".repeat(80) + "1" + "}".repeat(80) + "}",
        "{\"id\":\"b\",\"x\":" + "9".repeat(101) + "}",
        "{\"id\":\"b\",\"x\":0." + "9".repeat(500) + "}",
        "{\"id\":\"b\",\"" + "k".repeat(1_001) + "\":1}",
        "{\"id\":\"b\",\"x\":1,\"x\":2}",
        "{\"id\":\"b\",\"x\":{\"y\":1,\"y\":1}}",
        "{\"id\":\"b\",\"x\":\"" + "y".repeat(3_000) + "\"}");
  }

  @ParameterizedTest
  @MethodSource("elementsOverALimit")
  void anElementOverALimitTakesNoOtherWithIt(String element) {
    IntakeConfig roomy = new IntakeConfig(2_000, 100_000, 10, List.of());
    String text = " [ {\"id\":\"a\"} , " + element + "\n,{\"id\":\"ü\"}, " + element + "]";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(((Events) RequestBody.read(bytes, "application/json", null, roomy)).contents())
        .satisfiesExactly(
            one -> assertThat(one.content().path("id").asText()).isEqualTo("a"),
            one -> isKeptAsText(one, element),
            one -> assertThat(one.content().path("id").asText()).isEqualTo("ü"),
            one -> isKeptAsText(one, element));
  }

  private static void isKeptAsText(Sent one, String element) {
    assertThat(one.content().textValue()).isEqualTo(element);
    assertThat(one.unread()).isNotNull();
    assertThat(one.id()).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"id\":\"a\"},{\"id\":\"b\",}]",
        "[{\"id\":\"a\"},{\"id\":\"b\"",
        "[{\"id\":\"a\"},{\"id\":\"b\" \"c\"}]",
        "[{\"id\":\"a\",\"id\":\"a\"},{\"id\":\"b\",'x':1}]"
      })
  void whatIsNoArrayAtAllIsRefusedWithThePlace(String text) {
    assertThat(read(text, "application/json"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.detail()).contains("in element [1] (id b)", "line 1, column"));
  }

  @ParameterizedTest
  @MethodSource
  void howTheBytesAreWrittenIsNamed(byte[] body, String type, String named) {
    assertThat(RequestBody.read(body, type, null, LIMITS))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.detail()).contains(named);
            });
  }

  static Stream<Arguments> howTheBytesAreWrittenIsNamed() throws IOException {
    String text = "{\"name\":\"Jürgen\"}";
    String json = "application/json";
    byte[] overlong = text.replace("ü", "??").getBytes(StandardCharsets.ISO_8859_1);
    overlong[10] = (byte) 0xc0;
    overlong[11] = (byte) 0x80;
    return Stream.of(
        Arguments.of(gzip(text), json, "Content-Encoding: gzip"),
        Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1), json, "Latin-1"),
        Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1), "text/plain", "Latin-1"),
        Arguments.of(text.getBytes(StandardCharsets.UTF_16), json, "UTF-16"),
        Arguments.of(text.getBytes(StandardCharsets.UTF_16LE), json, "UTF-16"),
        Arguments.of(text.getBytes(StandardCharsets.UTF_16BE), json, "UTF-16"),
        Arguments.of(text.getBytes(java.nio.charset.Charset.forName("UTF-32")), json, "UTF-32"),
        Arguments.of(overlong, json, "bad UTF-8 at byte 11: send UTF-8"));
  }

  @Test
  void aLineThatIsLatin1IsNamedAndTheOthersAreKept() {
    byte[] body = "{\"id\":\"a\"}\n{\"x\":\"ü\"}\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(((Events) RequestBody.read(body, "application/x-ndjson", null, LIMITS)).contents())
        .satisfiesExactly(
            one -> assertThat(one.unread()).isNull(),
            one -> {
              assertThat(Objects.requireNonNull(one.unread()).message())
                  .startsWith("line 2: bad UTF-8")
                  .contains("Latin-1");
              assertThat(one.content().textValue()).isEqualTo("{\"x\":\"ü\"}");
            });
  }

  @Test
  void aFormIsAnEventOfDottedNamesOrJsonUnderTheWrongName() {
    String form = "application/x-www-form-urlencoded";
    for (String body :
        List.of(
            "k=key&name=purchase&order.id=O+1%26",
            "name=purchase&order.id=O%201%26",
            "{\"name\":\"purchase\",\"order\":{\"id\":\"O 1&\"}}",
            "d=%7B%22name%22%3A%22purchase%22%2C%22order%22%3A%7B%22id%22%3A%22O%201%26%22%7D%7D")) {
      assertThat(sent(body, form))
          .as(body)
          .singleElement()
          .satisfies(one ->
              assertThat(one.content().toString())
                  .isEqualTo("{\"name\":\"purchase\",\"order\":{\"id\":\"O 1&\"}}"));
    }
    assertThat(FormBody.key("name=x&k=a%2Bb".getBytes(StandardCharsets.UTF_8))).contains("a+b");
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

  private static List<Sent> sent(String text, String type) {
    return ((Events) read(text, type)).contents();
  }

  private static RequestBody read(String text, String type) {
    return RequestBody.read(text.getBytes(StandardCharsets.UTF_8), type, null, LIMITS);
  }
}
