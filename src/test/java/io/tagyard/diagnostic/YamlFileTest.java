package io.tagyard.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.diagnostic.YamlNode.ScalarType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlFileTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "a: 1\na: 2",
            "f.yaml:2:1: error[yaml-duplicate-key]: the key \"a\" appears twice in this mapping"),
        Arguments.of(
            "a: {b: 1, b: 2}",
            "f.yaml:1:11: error[yaml-duplicate-key]: the key \"b\" appears twice in this mapping"),
        Arguments.of(
            "a: &x {b: 1}\nc:\n  <<: *x",
            "f.yaml:3:3: error[yaml-merge-key]: merge keys are not allowed; write the members out"),
        Arguments.of(
            "a: !!str 1",
            "f.yaml:1:4: error[yaml-tag]: tags are not allowed: tag:yaml.org,2002:str"),
        Arguments.of(
            "a: !secret x",
            "f.yaml:1:4: error[yaml-tag]: a text that begins with ! stands in quotes: \"!secret ...\" (tags are not allowed)"),
        Arguments.of(
            "a: !!map {b: 1}",
            "f.yaml:1:4: error[yaml-tag]: tags are not allowed: tag:yaml.org,2002:map"),
        Arguments.of(
            "a: 1\n---\nb: 2",
            "f.yaml:3:1: error[yaml-documents]: a second document begins here; one file holds one document"),
        Arguments.of("? [a]\n: 1", "f.yaml:1:3: error[yaml-key]: a key must be a text"),
        Arguments.of("null: 1", "f.yaml:1:1: error[yaml-key]: a key must be a text"),
        Arguments.of(
            "a:\n\t- b",
            "f.yaml:2:1: error[yaml-syntax]: not YAML: a tab stands where only blanks may (YAML is indented by blanks)"),
        Arguments.of(
            "a: [1, 2",
            "f.yaml:1:9: error[yaml-syntax]: not YAML: a list in [ ] lacks a \",\" or its \"]\""),
        Arguments.of(
            "a: b: c",
            "f.yaml:1:5: error[yaml-syntax]: not YAML: a second \":\" on this line, or a key deeper than its neighbours; quote a text that holds \": \""),
        Arguments.of(
            "a: *gone",
            "f.yaml:1:4: error[yaml-syntax]: not YAML: an alias (*) without its anchor (&) before it"),
        Arguments.of(
            "a: \"\\q\"",
            "f.yaml:1:6: error[yaml-syntax]: not YAML: this backslash escape is unknown; use '...'"),
        Arguments.of("", "f.yaml:1:1: error[yaml-empty]: the file is empty"),
        Arguments.of("# nothing", "f.yaml:1:1: error[yaml-empty]: the file is empty"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeHasItsPlace(String text, String headline) {
    assertThat(Yaml.problems(text)).containsExactly(headline);
  }

  @Test
  void countriesAndTimesStayTextsAsInYaml12() {
    Mapping mapping = Yaml.mapping("a: NO\nb: 12:30\nc: on\nd: 010\ne: true\nf: ~\ng: '5'\nh: 1e3");
    assertThat(mapping.members().values().stream().map(m -> ((Scalar) m.value()).type()))
        .containsExactly(
            ScalarType.TEXT,
            ScalarType.TEXT,
            ScalarType.TEXT,
            ScalarType.NUMBER,
            ScalarType.FLAG,
            ScalarType.NOTHING,
            ScalarType.TEXT,
            ScalarType.NUMBER);
  }

  @Test
  void keysThatLookLikeNumbersAreTexts() {
    assertThat(Yaml.mapping("404: gone\ntrue: yes").members()).containsOnlyKeys("404", "true");
  }

  @Test
  void anchorsAndAliasesAreAllowed() {
    Mapping mapping = Yaml.mapping("a: &x {b: 1}\nc: *x\nd: *x");
    assertThat(mapping.get("c").orElseThrow()).isEqualTo(mapping.get("a").orElseThrow());
  }

  @Test
  void anAliasBombIsBounded() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s, %s, %s, %s, %s]\n".formatted(i, i, alias, alias, alias, alias, alias));
    }
    assertThat(Yaml.problems(bomb.toString()))
        .singleElement()
        .asString()
        .contains("yaml-too-large");
    assertThat(Yaml.problems("a: &a [*a, *a]")).isNotEmpty().hasSizeLessThan(2_000_000);
  }

  @Test
  void deepNestingIsBounded() {
    assertThat(Yaml.problems("a: " + "[".repeat(60) + "]".repeat(60)))
        .singleElement()
        .asString()
        .contains("yaml-too-deep");
  }

  @Test
  void aByteOrderMarkAndCarriageReturnsMoveNothing() {
    Mapping mapping = Yaml.mapping("\uFEFFa: 1\r\nbb: two\r\n");
    assertThat(mapping.keyPlace("a")).hasToString("f.yaml:1:1");
    assertThat(mapping.get("bb").orElseThrow().place()).hasToString("f.yaml:2:5");
    assertThat(mapping.get("bb").orElseThrow().place().length()).isEqualTo(3);
  }

  @Test
  void columnsCountCharactersAlsoBehindEmoji() {
    Mapping mapping = Yaml.mapping("{a: 😀, b: x}");
    assertThat(mapping.get("b").orElseThrow().place().column()).isEqualTo(12);
  }

  static Stream<Arguments> scalars() {
    return Stream.of(
        Arguments.of("v: one two", 1, 8),
        Arguments.of("v: \"one two\"", 1, 9),
        Arguments.of("v: 'one two'", 1, 9),
        Arguments.of("v: \"\\\"one\\\" \\u0041 two\"", 1, 20),
        Arguments.of("v: 'it''s one two'", 1, 15),
        Arguments.of("v: one\n  and two", 2, 7),
        Arguments.of("v: \"one\n  and two\"", 2, 7),
        Arguments.of("v: \"one\\\n  two\"", 2, 3),
        Arguments.of("v: |\n  one\n  two", 3, 3),
        Arguments.of("v: >-\n    one\n    and two\n", 3, 9),
        Arguments.of("v: &a \"one two\"", 1, 12),
        Arguments.of("v: |2\n    one\n   two\n", 3, 4));
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void aPartOfATextIsFoundHoweverItIsWritten(String text, int line, int column) {
    Scalar scalar = (Scalar) Yaml.mapping(text).get("v").orElseThrow();
    Place part = scalar.place().within(scalar.text().indexOf("two"), 3);
    assertThat(part.line()).isEqualTo(line);
    assertThat(part.column()).isEqualTo(column);
    assertThat(part.length()).isEqualTo(3);
    int inner = Math.max(0, scalar.text().indexOf("two") - 1);
    Place nested = scalar.place().within(inner, 4).within(scalar.text().indexOf("two") - inner, 3);
    assertThat(nested).isEqualTo(part);
  }

  @Test
  void theWholeOfAQuotedTextIsWithinItsQuotes() {
    Scalar scalar = (Scalar) Yaml.value("\"a\\\"b\"");
    assertThat(scalar.text()).isEqualTo("a\"b");
    assertThat(scalar.place().column()).isEqualTo(5);
    assertThat(scalar.place().length()).isEqualTo(4);
  }

  @Test
  void aListPointsAtItsItems() {
    Listing list = (Listing) Yaml.mapping("v:\n  - a\n  - b").get("v").orElseThrow();
    assertThat(list.items().get(1).place()).hasToString("f.yaml:3:5");
  }

  @Test
  void aFileOverAMebibyteIsRefused() {
    assertThat(Yaml.problems("a: " + "x".repeat(1 << 20)))
        .containsExactly("f.yaml:1:1: error[yaml-too-large]: the file is larger than 1 MiB");
  }
}
