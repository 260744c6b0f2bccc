package io.tagyard.destination.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShapeTest {
  private static final String FACTS =
      "{'id':'e1','order':{'id':'O','value':5,'items':[{'id':'a,1','price':2,'quantity':3},{'name':'nameless'},{'id':'c','price':'1.5'}]},"
          + "'properties':{'no':false,'zero':0},'consent':{'restricted':true}}";

  private static @Nullable String made(String yaml) {
    return Words.evaluate(yaml, FACTS);
  }

  @Test
  void whatIsAbsentIsLeftOutAndWhatThatEmptiesVanishes() {
    assertThat(
            made(
                "{ a: '${id}', b: '${user.id}', c: { d: '${user.id}' }, e: [ '${user.id}', '${id}' ], f: [ '${user.id}' ] }"))
        .isEqualTo("{'a':'e1','e':['e1']}");
    assertThat(made("{ a: '${user.id}' }")).isNull();
  }

  @Test
  void literalsKeepTheirTypesAndALiteralEmptyListStays() {
    assertThat(made("{ a: 1.50, b: true, c: x, d: [], e: {}, f: null, g: '1' }"))
        .isEqualTo("{'a':1.5,'b':true,'c':'x','d':[],'e':{},'f':null,'g':'1'}");
  }

  @Test
  void falsyIsPresent() {
    assertThat(made("{ a: '${properties.no}', b: '${properties.zero}' }"))
        .isEqualTo("{'a':false,'b':0}");
  }

  @Test
  void eachMakesAListAndAbsentElementsAreLeftOut() {
    assertThat(made("{ each: order.items, as: '${item.id}' }")).isEqualTo("['a,1','c']");
    assertThat(
            made(
                "{ each: order.items, as: { i: '${index}', z: '${index0}', t: '${item.total}' } }"))
        .isEqualTo("[{'i':1,'z':0,'t':6},{'i':2,'z':1},{'i':3,'z':2,'t':1.5}]");
    assertThat(made("{ each: '${properties.none}', as: '${item.id}' }")).isNull();
  }

  @Test
  void joinMakesOneTextAndTheSeparatorInsideValuesBecomesABlank() {
    assertThat(made("{ each: order.items, as: '${item.id}:${item.price}', join: ',' }"))
        .isEqualTo("'a 1:2,:,c:1.5'");
  }

  @Test
  void keysGoIntoTheMappingAroundThem() {
    assertThat(
            made(
                "{ before: 1, lines: { each: order.items, keys: { 'ITEM${index}': '${item.id}', 'P${index}': 'p${item.price}' } }, after: 2 }"))
        .isEqualTo(
            "{'before':1,'ITEM1':'a,1','P1':'p2','P2':'p','ITEM3':'c','P3':'p1.5','after':2}");
  }

  @Test
  void choicesGoByPresenceAndNotFalse() {
    assertThat(made("{ if: '${consent.restricted}', then: [LDU] }")).isEqualTo("['LDU']");
    assertThat(made("{ if: '${properties.no}', then: a, else: b }")).isEqualTo("'b'");
    assertThat(made("{ if: '${properties.zero}', then: a, else: b }")).isEqualTo("'a'");
    assertThat(made("{ if: ['${id}', '${user.id}'], then: a, else: b }")).isEqualTo("'b'");
    assertThat(made("{ unless: ['${user.id}', '${properties.no}'], then: a }")).isEqualTo("'a'");
    assertThat(made("{ unless: ['${user.id}', '${id}'], then: a }")).isNull();
    assertThat(made("{ if: identity.email, then: a, else: b }")).isEqualTo("'b'");
  }

  @Test
  void anyIsTheFirstThatIsPresent() {
    assertThat(made("{ any: [ '${user.id}', 'x.${user.id}', '${properties.zero}', '${id}' ] }"))
        .isEqualTo("0");
    assertThat(made("{ any: [ '${user.id}' ] }")).isNull();
  }

  @Test
  void onlyWithNeedsAllItsMembers() {
    assertThat(made("{ a: '${id}', b: '${user.id}', only_with: [a, b] }")).isNull();
    assertThat(made("{ a: '${id}', b: '${user.id}', only_with: [a] }")).isEqualTo("{'a':'e1'}");
  }

  @Test
  void wrongShapesAreLocated() {
    assertThat(Words.faults("{ each: order.items }"))
        .containsExactly("1:1: error[missing-key]: each needs the key \"as\" or \"keys\"");
    assertThat(Words.faults("{ each: order.items, as: x, jion: y }"))
        .containsExactly(
            "1:29: error[unknown-key]: no key \"jion\" in this shape (did you mean join?)");
    assertThat(Words.faults("{ then: x }"))
        .containsExactly("1:1: error[missing-key]: then needs the key \"if\" or \"unless\"");
    assertThat(Words.faults("{ if: '${id}', then: x, esle: y }"))
        .containsExactly(
            "1:25: error[unknown-key]: no key \"esle\" in this shape (did you mean else?)");
    assertThat(Words.faults("{ a: x, only_with: [b] }"))
        .containsExactly("1:21: error[unknown-key]: no member \"b\" in this object");
    assertThat(Words.faults("a:")).hasSize(1);
    assertThat(Words.faults("{ if: 'a ${id}', then: x }"))
        .containsExactly(
            "1:8: error[expression-expected]: one ${...} and nothing else is expected here");
  }

  @Test
  void itemAndItsIndexHaveAValueOnlyInsideEach() {
    assertThat(Words.faults("{ a: '${item.id}', b: { each: '${index0}', as: '${index}' } }"))
        .containsExactly(
            "1:9: error[unknown-root]: \"item\" has a value only inside each: and its as or keys",
            "1:34: error[unknown-root]: \"index0\" has a value only inside each: and its as or"
                + " keys");
    assertThat(
            Words.faults(
                "{ each: order.items, as: { a: '${index}', b: { each: '${item.name}', as: x }, c: '${item.id}' } }"))
        .isEmpty();
    assertThat(Words.faults("{ a: '${itm.id}' }").getFirst()).doesNotContain("index");
  }

  @Test
  void aChoiceWithoutAnythingToChooseIsAMistake() {
    assertThat(Words.faults("{ a: { if: '${id}' } }"))
        .containsExactly("1:6: error[missing-key]: if needs the key \"then\"");
    assertThat(Words.faults("{ a: { unless: '${id}', else: b } }"))
        .containsExactly("1:6: error[missing-key]: unless needs the key \"then\"");
  }

  @Test
  void aJoinedListMayEndWithOneMore() {
    assertThat(made("{ each: order.items, as: '${item.id}', join: '|', last: Discount }"))
        .isEqualTo("'a,1||c|Discount'");
    assertThat(made("{ each: order.items, as: '${item.id}', join: '|', last: '${user.id}' }"))
        .isEqualTo("'a,1||c'");
    assertThat(made("{ each: '${properties.none}', as: x, join: '|', last: Discount }")).isNull();
  }

  @Test
  void keysUnderAConditionGoIntoTheMappingAroundThemToo() {
    String lines =
        "lines: { if: '%s', then: { each: order.items, keys: { 'P${index}': '${item.price}' } } }";
    assertThat(made("{ a: 1, " + lines.formatted("${id}") + " }"))
        .isEqualTo("{'a':1,'P1':2,'P3':'1.5'}");
    assertThat(made("{ a: 1, " + lines.formatted("${user.id}") + " }")).isEqualTo("{'a':1}");
  }
}
