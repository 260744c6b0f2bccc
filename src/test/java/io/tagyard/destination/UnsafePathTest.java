package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No value of an event leads a request to another place than the one that was written. */
class UnsafePathTest extends PrepareKit {
  private static final List<String> HOSTILE =
      List.of(".", "..", "%2e", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "a/../b", "a/./b", "../b");
  private static final List<String> MORE =
      List.of("a/..", "/..", "..\\b", "a%2f..%2fb", "..;v=1", "a/%2e%2e/b", "./", "..%2f");
  private static final List<String> IDENTIFIERS =
      List.of("/id", "/order/id", "/user/id", "/user/anonymous_id", "/partner/code");

  private static Stream<String> values() {
    return Stream.concat(HOSTILE.stream(), MORE.stream());
  }

  @TestFactory
  Stream<DynamicTest> aValueThatClimbsIsWithheldWhereverItStandsInAPath() {
    return Stream.of(
            "url: \"https://h.example/pth/${order.id}/c?s=secret\"",
            "url: \"https://h.example/pth/${order.id}\"",
            "url: \"https://h.example/a/${order.id}?x=${id}\"",
            "url: \"https://h.example/a\", path: [ x, \"${order.id}\", y ]",
            "url: \"https://h.example/a\", path: [ \"${order.id}\" ]")
        .flatMap(request ->
            values()
                .map(value ->
                    DynamicTest.dynamicTest(
                        value + " in " + request,
                        () -> {
                          Destination destination = destination("request: { " + request + " }\n");
                          assertThat(reason(destination, leg(event(order(value)))))
                              .isEqualTo("unsafe_value");
                        })));
  }

  private static String order(String id) {
    return ",'order':{'id':'" + id.replace("\\", "\\\\") + "'}";
  }

  @ParameterizedTest
  @CsvSource({
    "/x/.${order.id}, .",
    "/x/${order.id}., .",
    "/%2e${order.id}/y, .",
    "/${order.id}${order.id}, ."
  })
  void whatIsWrittenAroundAValueCountsToo(String path, String id) {
    Destination destination = destination("request: { url: \"https://h.example" + path + "\" }\n");
    assertThat(reason(destination, leg(event(order(id))))).isEqualTo("unsafe_value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"...", "a..b", "..a", "a.", ".well-known", "v1.2", "%2e%2ea", "50%", "100%25"})
  void otherDotsAreAsGoodAsAnyCharacter(String id) {
    Destination destination =
        destination("request: { url: \"https://h.example/a/${order.id}/b\" }\n");
    assertThat(
            URLDecoder.decode(
                sent(destination, leg(event(order(id)))).uri().getRawPath(),
                StandardCharsets.UTF_8))
        .isEqualTo("/a/" + id + "/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/../b", "%2e%2e"})
  void inAQueryAnythingMayStand(String id) {
    Destination destination =
        destination(
            "request: { url: \"https://h.example/a?o=${order.id}\", query: { p: \"${order.id}\" } }\n");
    assertThat(destination.prepare(leg(event(order(id))))).isInstanceOf(Prepared.Element.class);
  }

  @ParameterizedTest
  @CsvSource({"' a', a", "'a ', a", "'\\t a b \\t', a b", "'  ', ''", "'a\\tb', a\\tb"})
  void blanksAroundAHeadersValueAreCut(String value, String sent) {
    Destination destination =
        destination(
            "request: { url: \"https://h.example/\", headers: { X: \"${properties.x}\" } }\n");
    assertThat(sent(destination, leg(event(",'properties':{'x':'" + value + "'}"))).headers())
        .containsExactly(new Outbound.Header("X", sent.translateEscapes()));
  }

  @TestFactory
  Stream<DynamicTest> noDefinitionLetsAValueClimb() {
    return Kit.catalogue().all().stream()
        .flatMap(it ->
            it.examples().stream()
                .filter(example -> example.sends().isPresent())
                .map(example ->
                    DynamicTest.dynamicTest(
                        it.name() + "/" + example.file(), () -> held(it, example))));
  }

  private static void held(InstalledDestination it, Example example) {
    Destination destination = Kit.connect(it, example.settings());
    for (String value : HOSTILE) {
      ObjectNode event = example.given().event().deepCopy();
      IDENTIFIERS.forEach(path -> replace(event, path, value));
      Pipeline.Result result =
          Pipeline.run(event, destination, example.given().region(), example.given().retained());
      if (result.goes()) {
        Leg leg = result.leg(destination.definition(), example.given().state());
        if (destination.prepare(leg) instanceof Prepared.Element element) {
          Attempt attempt = new Attempt(Instant.parse("2026-11-20T10:00:05Z"), 1);
          assertThat(segments(destination.pack(List.of(element), attempt).uri()))
              .as(value)
              .doesNotContain(".", "..");
        }
      }
    }
  }

  private static void replace(ObjectNode event, String path, String value) {
    int slash = path.lastIndexOf('/');
    JsonNode parent = event.at(path.substring(0, slash));
    if (parent instanceof ObjectNode object && object.has(path.substring(slash + 1))) {
      object.put(path.substring(slash + 1), value);
    }
  }

  /** As the most lenient server on the way would see them. */
  private static List<String> segments(URI uri) {
    String path = uri.getRawPath();
    for (int i = 0; i < 3 && path.matches("(?s).*%[0-9A-Fa-f]{2}.*"); i++) {
      path =
          URLDecoder.decode(
              path.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25"),
              StandardCharsets.UTF_8);
    }
    return List.of(path.split("[/\\\\]"));
  }

  @Test
  void aDefinitionWithAnOrderInItsPathWithholds() {
    Destination destination =
        Kit.connect("postback", "{ url: \"https://net.example/pth/${order.id}/c?s=secret\" }\n");
    ObjectNode event =
        Kit.catalogue()
            .find("postback")
            .orElseThrow()
            .examples()
            .getFirst()
            .given()
            .event()
            .deepCopy();
    event.withObject("/order").put("id", "..");
    Example example = Kit.catalogue().find("postback").orElseThrow().examples().getFirst();
    Pipeline.Result result = Pipeline.run(event, destination, example.given().region(), List.of());
    assertThat(destination.prepare(result.leg(destination.definition(), example.given().state())))
        .isEqualTo(
            new Prepared.Withheld("unsafe_value", "a segment of the path comes out as . or .."));
  }
}
