package io.tagyard.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldTypeTest {
  private static final FieldType<String> COLOUR = FieldType.choice("red", "green", "dark_blue");

  static Stream<Arguments> right() {
    return Stream.of(
        Arguments.of(FieldType.TEXT, "hello", "hello"),
        Arguments.of(FieldType.TEXT, "5.50", "5.50"),
        Arguments.of(FieldType.FLAG, "true", true),
        Arguments.of(FieldType.NUMBER, "12.50", new BigDecimal("12.50")),
        Arguments.of(FieldType.DURATION, "100ms", Duration.ofMillis(100)),
        Arguments.of(FieldType.DURATION, "7d", Duration.ofDays(7)),
        Arguments.of(FieldType.SIZE, "64KiB", 65_536L),
        Arguments.of(FieldType.RATE, "1000/h", new Rate(1000, Duration.ofHours(1))),
        Arguments.of(FieldType.PERCENT, "12.5%", new BigDecimal("0.125")),
        Arguments.of(FieldType.PERCENT, "100%", new BigDecimal("1.00")),
        Arguments.of(COLOUR, "green", "green"),
        Arguments.of(FieldType.text("[a-z]+", "small letters"), "abc", "abc"),
        Arguments.of(FieldType.integer(1, 10), "10", 10));
  }

  @ParameterizedTest
  @MethodSource("right")
  void aRightValueIsRead(FieldType<?> type, String written, Object value) {
    Problems problems = new Problems();
    assertThat(type.read(Yaml.value(written), problems))
        .hasValueSatisfying(read -> assertThat(read).isEqualTo(value));
    assertThat(problems.sorted()).isEmpty();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(FieldType.TEXT, "[a]", "wrong-type]: found a list (expected: a text)"),
        Arguments.of(FieldType.TEXT, "", "wrong-type]: found nothing (expected: a text)"),
        Arguments.of(FieldType.FLAG, "yes", "wrong-value]: \"yes\" (expected: true or false)"),
        Arguments.of(
            FieldType.FLAG, "\"true\"", "wrong-value]: \"true\" (expected: true or false)"),
        Arguments.of(FieldType.NUMBER, "'5'", "wrong-value]: \"5\" (expected: a number)"),
        Arguments.of(FieldType.NUMBER, "0x1F", "wrong-value]: \"0x1F\" (expected: a number)"),
        Arguments.of(
            FieldType.DURATION,
            "2 s",
            "wrong-value]: \"2 s\" (expected: a duration such as 100ms, 30s, 15m, 24h or 7d)"),
        Arguments.of(
            FieldType.SIZE,
            "1MB",
            "wrong-value]: \"1MB\" (expected: a size such as 64KiB or 1MiB)"),
        Arguments.of(
            FieldType.RATE,
            "0/s",
            "wrong-value]: \"0/s\" (expected: a rate such as 500/s or 1000/h)"),
        Arguments.of(
            FieldType.PERCENT,
            "130%",
            "wrong-value]: \"130%\" (expected: more than 0% and at most 100%)"),
        Arguments.of(
            COLOUR, "dark_bleu", "wrong-choice]: \"dark_bleu\" is none of the allowed words"),
        Arguments.of(COLOUR, "[red]", "wrong-choice]: found a list"),
        Arguments.of(
            FieldType.text("[a-z]+", "small letters"),
            "ABC",
            "wrong-value]: \"ABC\" (expected: small letters)"),
        Arguments.of(
            FieldType.integer(1, 10),
            "11",
            "wrong-value]: \"11\" (expected: a whole number from 1 to 10)"),
        Arguments.of(
            FieldType.integer(1, 10),
            "1.5",
            "wrong-value]: \"1.5\" (expected: a whole number from 1 to 10)"),
        Arguments.of(FieldType.TEXT.list(), "a", "wrong-type]: found a text (expected: a list)"),
        Arguments.of(FieldType.TEXT.map(), "a", "wrong-type]: found a text (expected: a mapping)"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongValueIsToldWithWhatIsExpected(FieldType<?> type, String written, String headline) {
    Problems problems = new Problems();
    assertThat(type.read(Yaml.value(written), problems)).isEmpty();
    assertThat(Yaml.headlines(problems)).singleElement().asString().endsWith(headline);
  }

  @Test
  void aChoiceGuessesWhatWasMeant() {
    Problems problems = new Problems();
    assertThat(COLOUR.read(Yaml.value("dark_bleu"), problems)).isEmpty();
    Problem problem = problems.sorted().getFirst();
    assertThat(problem.allowed()).containsExactly("red", "green", "dark_blue");
    assertThat(problem.guess()).contains("dark_blue");
  }

  @Test
  void listsAndMapsKeepWhatIsRightAndTellAllThatIsWrong() {
    Problems problems = new Problems();
    List<Placed<String>> read =
        COLOUR.list().read(Yaml.value("[red, grean, x, green]"), problems).orElseThrow();
    assertThat(read.stream().map(Placed::value)).containsExactly("red", "green");
    assertThat(read.get(1).place()).hasToString("f.yaml:1:20");
    assertThat(problems.sorted()).hasSize(2);
    assertThat(COLOUR.oneOrMany().read(Yaml.value("red"), problems).orElseThrow()).hasSize(1);
    assertThat(COLOUR.map().read(Yaml.value("{a: red}"), problems).orElseThrow())
        .containsOnlyKeys("a");
  }

  @Test
  void aFormTellsUnknownAndMissingKeysAndReadsTheRest() {
    Form form =
        Form.of(
            "a box",
            Field.required("colour", COLOUR, "Its colour."),
            Field.optional("size", FieldType.SIZE, "Its size."),
            Field.required("label", FieldType.TEXT, "Its label."));
    Problems problems = new Problems();
    Reading reading = form.read(Yaml.mapping("colour: red\nsise: 1KiB"), problems).orElseThrow();
    assertThat(reading.get(Field.required("colour", COLOUR, ""))).contains("red");
    assertThat(Yaml.headlines(problems))
        .containsExactly(
            "f.yaml:1:1: error[missing-key]: a box needs the key \"label\"",
            "f.yaml:2:1: error[unknown-key]: no key \"sise\" in a box");
    assertThat(problems.sorted().get(1).guess()).contains("size");
    assertThat(form.schema().toString())
        .contains("\"required\":[\"colour\",\"label\"]", "\"additionalProperties\":false");
  }

  @Test
  void namesNearAWordAreFoundAndFarOnesAreNot() {
    List<String> words = List.of("meta", "network", "partners", "reddit");
    assertThat(Nearest.of("redit", words)).contains("reddit");
    assertThat(Nearest.of("mtea", words)).contains("meta");
    assertThat(Nearest.of("tiktok", words)).isEmpty();
    assertThat(Nearest.of("x", words)).isEmpty();
  }

  @Test
  void aWrongValueIsShownInOneLineAndShort() {
    Problems problems = new Problems();
    String text = "\"a\\nb" + "x".repeat(5_000) + "\"";
    assertThat(FieldType.DURATION.read(Yaml.value(text), problems)).isEmpty();
    String message = problems.sorted().getFirst().message();
    assertThat(message).startsWith("\"a bxxx").hasSizeLessThan(200);
    assertThat(COLOUR.read(Yaml.value(text), problems)).isEmpty();
    assertThat(problems.sorted().getFirst().message()).doesNotContain("\n").hasSizeLessThan(1_100);
  }

  @Test
  void editorsAreToldWhatMayStandWhereTheReaderLooksItself() {
    FieldType<YamlNode> like = FieldType.like(FieldType.TEXT, COLOUR.list());
    assertThat(like.schema().path("anyOf")).hasSize(2);
    assertThat(like.read(Yaml.value("{a: b}"), new Problems())).isPresent();
  }
}
