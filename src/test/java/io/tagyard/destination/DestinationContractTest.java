package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.definition.RawFields;
import io.tagyard.destination.definition.Setting;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.event.Purpose;
import io.tagyard.event.Regime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What every destination promises. A new folder is tested because it exists. */
class DestinationContractTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:05Z");
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Set<String> OUTCOMES =
      Set.of("accepted", "duplicate", "throttled", "unavailable", "refused", "misconfigured");

  private static final Catalogue CATALOGUE = Kit.catalogue();

  @TestFactory
  Stream<DynamicContainer> everyInstalledDestination() {
    return CATALOGUE.all().stream().map(it -> dynamicContainer(it.name(), promisesOf(it)));
  }

  private static Stream<DynamicNode> promisesOf(InstalledDestination it) {
    return Stream.concat(
        Stream.of(
            dynamicTest(
                "has a README and an example for every event it accepts", () -> documented(it)),
            dynamicTest(
                "has exactly one outcome for every status and for silence", () -> total(it)),
            dynamicTest("reads only digests there are", () -> digestsExist(it))),
        it.examples().stream()
            .map(example -> dynamicContainer(example.file(), promises(it, example))));
  }

  private static Stream<DynamicTest> promises(InstalledDestination it, Example example) {
    return Stream.of(
        test("sends what it shows", () -> holds(it, example)),
        test("sends the same bytes when it is tried again", () -> repeatable(it, example)),
        test("stays silent without a consent it needs", () -> consentRespected(it, example)),
        test("puts no raw contact data on the wire", () -> noContactData(it, example)),
        test("never shows a secret", () -> noSecrets(it, example)),
        test("judges its answers as declared", () -> answersHold(it, example)),
        test("has a deadline and says so", () -> deadline(it, example)));
  }

  private static DynamicTest test(String name, Executable executable) {
    return dynamicTest(name, executable);
  }

  private static void documented(InstalledDestination it) {
    assertThat(it.readme()).as("README.md").hasSizeGreaterThan(300).contains("Consent", "Settings");
    assertThat(it.examples()).isNotEmpty();
    Set<String> shown = new TreeSet<>();
    it.examples().forEach(each -> shown.add(each.given().event().path("name").asText()));
    assertThat(shown).containsAll(it.accepts());
  }

  private static void total(InstalledDestination it) {
    Destination destination = Kit.connect(it, it.examples().getFirst().settings());
    for (String body : List.of("", "{}", "no json", "{\"error\":{\"code\":1}}")) {
      for (int status = 100; status <= 599; status++) {
        Answer answer =
            new Answer.Replied(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), NOW);
        assertThat(outcome(destination.judge(answer, 1)).word()).isIn(OUTCOMES);
      }
    }
    Answer silence = new Answer.Silence("timeout", false);
    assertThat(outcome(destination.judge(silence, 1))).isInstanceOf(Outcome.Unavailable.class);
  }

  private static void digestsExist(InstalledDestination it) {
    Destination destination = Kit.connect(it, it.examples().getFirst().settings());
    assertThat(io.tagyard.privacy.Digester.ALL).containsAll(destination.digestVariants());
  }

  private static Outcome outcome(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Whole whole -> whole.outcome();
      case Verdict.PerEvent each -> each.outcomes().getFirst();
    };
  }

  private static Pipeline.Result run(Destination destination, Example example, ObjectNode event) {
    return Pipeline.run(event, destination, example.given().region(), example.given().retained());
  }

  private static Prepared prepared(Destination destination, Example example) {
    Pipeline.Result result = run(destination, example, example.given().event());
    if (!result.goes()) {
      return new Prepared.Withheld(result.decision().reason(), result.decision().sentence());
    }
    return destination.prepare(result.leg(destination.definition(), example.given().state()));
  }

  private static Outbound packed(Destination destination, Example example, int attempt) {
    Prepared prepared = prepared(destination, example);
    assertThat(prepared).isInstanceOf(Prepared.Element.class);
    Instant at = example.given().attemptAt().orElse(NOW);
    return destination.pack(
        List.of((Prepared.Element) prepared), new Attempt(at.plusSeconds(attempt - 1L), attempt));
  }

  private static void holds(InstalledDestination it, Example example) {
    Destination destination = Kit.connect(it, example.settings());
    if (example.sends().isEmpty()) {
      Prepared prepared = prepared(destination, example);
      assertThat(prepared).isInstanceOf(Prepared.Withheld.class);
      assertThat(((Prepared.Withheld) prepared).reason()).isEqualTo(example.withheld());
      return;
    }
    Outbound sent = packed(destination, example, 1);
    JsonNode shown = example.sends().get();
    assertThat(sent.method()).isEqualTo(shown.path("method").asText());
    assertThat(sent.uri().toString()).isEqualTo(shown.path("url").asText());
    assertThat(headers(sent)).isEqualTo(headers(shown.path("headers")));
    if (shown.has("body")) {
      assertThat(Kit.canonical(Kit.json(sent.body()))).isEqualTo(Kit.canonical(shown.path("body")));
    } else {
      String text = shown.has("form") ? shown.path("form").asText() : shown.path("text").asText();
      assertThat(Kit.text(sent.body())).isEqualTo(text);
    }
  }

  private static Map<String, String> headers(Outbound sent) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.headers().forEach(each -> headers.put(each.name(), each.value()));
    return headers;
  }

  private static Map<String, String> headers(JsonNode shown) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    shown.properties().forEach(each -> headers.put(each.getKey(), each.getValue().asText()));
    return headers;
  }

  private static void repeatable(InstalledDestination it, Example example) {
    if (example.sends().isEmpty()) {
      return;
    }
    Destination destination = Kit.connect(it, example.settings());
    Outbound first = packed(destination, example, 1);
    Outbound second = packed(destination, example, 2);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.method()).isEqualTo(first.method());
    assertThat(packed(destination, example, 1).headers()).isEqualTo(first.headers());
    assertThat(packed(destination, example, 1).uri()).isEqualTo(first.uri());
  }

  private static void consentRespected(InstalledDestination it, Example example) {
    Destination destination = Kit.connect(it, example.settings());
    Definition definition = destination.definition();
    Set<String> needs = new TreeSet<>();
    definition.needs().forEach(purpose -> needs.add(purpose.word()));
    if (!example.withheldWithout().isEmpty()) {
      assertThat(example.withheldWithout()).containsExactlyInAnyOrderElementsOf(needs);
    }
    for (Purpose purpose : definition.needs()) {
      ObjectNode denied = Pipeline.denying(example.given().event(), purpose.word());
      Pipeline.Result result = run(destination, example, denied);
      boolean limited =
          definition.restrictedMode() && result.event().safe().consent().regime() == Regime.OPT_OUT;
      assertThat(result.goes()).as(purpose.word()).isEqualTo(limited);
    }
  }

  private static void noContactData(InstalledDestination it, Example example) {
    if (example.sends().isEmpty()) {
      return;
    }
    Destination destination = Kit.connect(it, example.settings());
    Outbound sent = packed(destination, example, 1);
    String wire =
        (sent.uri()
                + "\n"
                + sent.headers().stream().map(Outbound.Header::value).toList()
                + "\n"
                + Kit.text(sent.body()))
            .toLowerCase(Locale.ROOT);
    Set<String> allowed = destination.definition().rawFields();
    for (String field : RawFields.names()) {
      boolean open =
          example.given().retained().contains(field)
              && (allowed.contains(RawFields.ALL) || allowed.contains(field));
      String raw = raw(example.given().event(), field).toLowerCase(Locale.ROOT);
      if (!open && raw.length() > 3) {
        assertThat(wire).as(field).doesNotContain(raw);
      }
    }
  }

  private static String raw(ObjectNode event, String field) {
    JsonNode at = event;
    for (String step : RawFields.path(field).orElseThrow().split("\\.")) {
      at = at.path(step);
    }
    return at.asText("").strip();
  }

  private static void noSecrets(InstalledDestination it, Example example) {
    Destination destination = Kit.connect(it, example.settings());
    List<String> secrets = secrets(it, example);
    List<String> shown = new ArrayList<>();
    shown.add(destination.toString());
    for (String secret : secrets) {
      shown.add(destination.mask("the token " + secret + " is wrong"));
    }
    if (example.sends().isPresent()) {
      Outbound sent = packed(destination, example, 1);
      shown.add(sent.toString());
      shown.add(destination.view(sent).toString());
      shown.add(String.valueOf(prepared(destination, example)));
      for (String value : personal(example)) {
        assertThat(destination.view(sent).toString()).doesNotContain(value);
      }
    }
    for (String secret : secrets) {
      assertThat(shown).allSatisfy(text -> assertThat(text).doesNotContain(secret));
    }
  }

  /** Values that are raw on the wire where a definition may send them; people do not see them. */
  private static List<String> personal(Example example) {
    List<String> values = new ArrayList<>();
    JsonNode device = example.given().event().path("device");
    for (String value : List.of(device.path("ip").asText(), device.path("user_agent").asText())) {
      if (value.length() > 3) {
        values.add(value);
      }
    }
    for (String field : example.given().retained()) {
      String raw = raw(example.given().event(), field);
      if (raw.length() > 4) {
        values.add(raw);
      }
    }
    return values;
  }

  private static List<String> secrets(InstalledDestination it, Example example) {
    List<String> secrets = new ArrayList<>();
    for (Setting setting : it.settings()) {
      YamlNode node =
          example.settings().map(Mapping::members).orElse(Map.of()).get(setting.name()) == null
              ? null
              : example.settings().get().get(setting.name()).orElse(null);
      if (setting.type().equals("secret") && node instanceof Scalar scalar) {
        secrets.add(scalar.text());
      } else if (setting.of().equals("secret") && node instanceof Listing listing) {
        listing.items().forEach(item -> secrets.add(((Scalar) item).text()));
      }
    }
    return secrets;
  }

  private static void answersHold(InstalledDestination it, Example example) {
    Destination destination = Kit.connect(it, example.settings());
    for (Example.Reply reply : example.answers()) {
      Answer answer = reply.answer(NOW);
      assertThat(outcome(destination.judge(answer, 1)).word())
          .as(reply.toString())
          .isEqualTo(reply.outcome());
    }
  }

  private static void deadline(InstalledDestination it, Example example) {
    Destination destination = Kit.connect(it, example.settings());
    Duration limit = destination.definition().limits().timeout();
    assertThat(limit).isPositive().isLessThanOrEqualTo(LONGEST);
    if (example.sends().isPresent()) {
      assertThat(packed(destination, example, 1).timeout()).isEqualTo(limit);
    }
    Outcome outcome = outcome(destination.judge(new Answer.Silence("timeout", false), 1));
    assertThat(outcome.because()).isEqualTo("timeout");
  }
}
