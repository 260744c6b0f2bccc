package io.tagyard.destination.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private static final String FACTS =
      "{'id':'e/1 ü','time':'2026-11-20T09:15:30.250+01:00','order':{'id':'O-1','value':'123.450','currency':'JPY',"
          + "'tax':1E+3,'items':[{'id':'a|b','price':'1.10','quantity':2},{'price':'3','quantity':'x'},{'id':'c','price':2.5},{'id':' '}]},"
          + "'properties':{'zero':0,'no':false,'blank':'','list':['x','y'],'colour':'red','text':' Äb-1 ','big':'1e999999999','part':0.4,'less':'0.001','minus':-0.4,'empty':[],'day':'1990-04-05'},"
          + "'settings':{'shops':{'de':'Berlin'},'label':'L'},'page':{'url':'https://s.example/a b?q=1&r=ü'},'cookies':{'_fbp':'f.1'}}";

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "${order.value}; '123.450'",
        "${order.value | number}; 123.45",
        "${order.tax | number}; 1000",
        "${order.tax | text}; '1000'",
        "${order.tax}; 1000",
        "x${order.tax}; 'x1000'",
        "${order.value | integer}; 123",
        "${order.value | decimal(2)}; '123.45'",
        "${order.value | decimal(1)}; '123.5'",
        "${order.value | decimal}; '123'",
        "${order.value | minor_units}; 123",
        "${order.value | negate}; -123.45",
        "${properties.big | number}; ",
        "${properties.text | number}; ",
        "${time | epoch_seconds}; 1795162530",
        "${time | epoch_millis}; 1795162530250",
        "${time | epoch_micros}; 1795162530250000",
        "${time | iso8601}; '2026-11-20T08:15:30.250Z'",
        "${time | iso8601(s)}; '2026-11-20T08:15:30Z'",
        "${time | iso8601(ms)}; '2026-11-20T08:15:30.250Z'",
        "${time | date('yyyy-MM-dd HH:mm:ssxxx')}; '2026-11-20 08:15:30+00:00'",
        "${properties.day | date('yyyyMMdd')}; '19900405'",
        "${properties.day | date('HH')}; ",
        "${order.id | epoch_seconds}; ",
        "${properties.text | upper}; ' ÄB-1 '",
        "${properties.text | lower | trim}; 'äb-1'",
        "${properties.text | compact}; 'Äb1'",
        "${properties.text | digits}; '1'",
        "${properties.text | letters}; 'Äb'",
        "${order.tax | letters}; ",
        "${properties.list | matches('^x')}; ",
        "${order.id | matches('^[A-Z]-[0-9]+$')}; 'O-1'",
        "${order.id | matches('^[a-z]+$')}; ",
        "${order.tax | matches('^1000$')}; 1000",
        "${properties.colour | other_than(settings.label)}; 'red'",
        "${properties.colour | other_than(settings.nothing_said)}; 'red'",
        "${settings.label | lower | other_than(settings.label)}; ",
        "${properties.text | replace('-','+')}; ' Äb+1 '",
        "${properties.text | truncate(2)}; ' Ä'",
        "${properties.list | first | matches('^[xz]$')}; 'x'",
        "${order.value | matches('^[0-9.]+$') | number}; 123.45",
        "${properties.text | matches('^[0-9.]+$')}; ",
        "${order.id | prefix(urn:li:)}; 'urn:li:O-1'",
        "${id | url}; 'e%2F1%20%C3%BC'",
        "${properties.list | first}; 'x'",
        "${properties.list | count}; 2",
        "${properties.empty | count}; 0",
        "${properties.list | upper}; 'X Y'",
        "${properties.list | text}; 'x y'",
        "${properties.list | number}; ",
        "${properties.list | map(colours)}; ",
        "${properties.list | first(1)}; ['x']",
        "${properties.list | first(9)}; ['x','y']",
        "${order.items | text}; ",
        "${order | text}; ",
        "${order.items[0] | upper}; ",
        "a ${properties.list}; 'a x y'",
        "${order.items[1].quantity | integer}; ",
        "${properties.part | integer}; 1",
        "${properties.less | integer}; 1",
        "${properties.zero | integer}; 0",
        "${properties.minus | integer}; 0",
        "${order.items | join(',', id)}; 'a|b,,c,'",
        "${order.items[3].id}; ",
        "${order.items | sum(total)}; 4.7",
        "${order.items | sum(price)}; 6.6",
        "${order.items | sum(nothing)}; ",
        "${order.items | join(',', id)}; 'a|b,,c,'",
        "${order.items | join('|', id)}; 'a b||c|'",
        "${properties.list | join(' ')}; 'x y'",
        "${properties.colour | map(colours)}; 1",
        "${properties.text | map(colours)}; ",
        "${properties.text | map(colours) | default(other)}; 'other'",
        "${properties.none | default(0)}; 0",
        "${properties.none | default('a b')}; 'a b'",
        "${properties.none | default(true)}; true",
        "${properties.colour | replace('red','de') | map(settings.shops)}; 'Berlin'",
        "${settings.shops.de}; 'Berlin'",
        "${properties.zero}; 0",
        "${properties.no}; false",
        "${properties.blank}; ",
        "${properties.blank | default('')}; ''",
        "${properties.text | replace(' Äb-1 ','')}; ",
        "${properties.colour | digits | default(none)}; 'none'",
        "${properties.none}; ",
        "a${properties.none}b; ",
        "a${properties.blank}b${properties.no}; ",
        "a${properties.no}; 'afalse'",
        "${order.items[0].id}; 'a|b'",
        "${order.items | first | json}; \"'{\\'id\\':\\'a|b\\',\\'price\\':\\'1.10\\',\\'quantity\\':2}'\"",
        "${properties.zero | default(1)}; 0"
      })
  void valuesKeepTheirTypeAndAbsenceIsAbsence(String expression, String expected) {
    String yaml = "'" + expression.replace("'", "''") + "'";
    String json = Words.evaluate(yaml, FACTS);
    assertThat(json).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"EUR,2", "JPY,0", "KWD,3", "CLF,4", "UYW,4", "ISK,0", "eur,2", "XAU,2", "nope,2"})
  void aCurrencyHasItsExponent(String currency, int digits) {
    assertThat(Money.exponent(currency)).isEqualTo(digits);
  }

  @Test
  void whatIsRequiredAndAbsentIsNotedOnceWithItsPath() {
    Grammar grammar = new Grammar(Words.VOCABULARY, new io.tagyard.diagnostic.Problems());
    Shape shape =
        grammar
            .shape(Words.yaml("{ a: '${order.coupon!}', b: '${user.id | upper!}', c: '${id!}' }"))
            .orElseThrow();
    Evaluation evaluation = new Evaluation(Words.facts(FACTS));
    shape.evaluate(evaluation);
    assertThat(evaluation.missing()).isEqualTo("order.coupon");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "${ordr.id}; 1:7: error[unknown-root]: no value is called \"\"ordr\"\" here (did you mean order?)",
        "ab${order.valeu}; 1:15: error[unknown-path]: \"\"order\"\" has no member \"\"valeu\"\" (did you mean value?)",
        "${user.address.citty}; 1:20: error[unknown-path]: \"\"user.address\"\" has no member \"\"citty\"\" (did you mean city?)",
        "${order.id | uper}; 1:18: error[unknown-function]: no function \"\"uper\"\" (did you mean upper?)",
        "${order.id | truncate}; 1:18: error[wrong-argument]: truncate takes a whole number from 1 to 100000",
        "${order.id | truncate(x)}; 1:27: error[wrong-argument]: \"\"x\"\" (expected: a whole number from 1 to 100000)",
        "${order.id | upper(1)}; 1:18: error[wrong-argument]: upper takes no argument",
        "${order.id | map(colors)}; 1:22: error[wrong-argument]: no table \"\"colors\"\" (did you mean colours?)",
        "${order.id | map(settings.shop)}; 1:22: error[unknown-path]: no setting \"\"shop\"\" (did you mean shops?)",
        "${time | date('bogus')}; 1:19: error[wrong-argument]: \"\"bogus\"\" (expected: a date pattern of java.time in single quotes)",
        "${order.id | matches('[')}; 1:26: error[wrong-argument]: \"\"[\"\" (expected: an RE2 pattern in single quotes)",
        "${order.id | other_than(red)}; 1:29: error[wrong-argument]: \"\"red\"\" (expected: settings.<name>)",
        "${time | iso8601(us)}; 1:22: error[wrong-argument]: \"\"us\"\" (expected: s or ms)",
        "${order.id | matches('a(')}; 1:26: error[wrong-argument]: \"\"a(\"\" (expected: an RE2 pattern in single quotes)",
        "${settings.tokn}; 1:7: error[unknown-path]: no setting \"\"tokn\"\" (did you mean token?)",
        "${adapter.client}; 1:7: error[unknown-path]: no value of the adapter \"\"client\"\" (did you mean client_id?)",
        "${identity.email}; 1:7: error[unknown-path]: a digest needs its variant, for example identity.email.basic",
        "${identity.email.googel}; 1:22: error[unknown-path]: \"\"identity.email\"\" has no member \"\"googel\"\" (did you mean google?)",
        "${id.x}; 1:10: error[unknown-path]: \"\"id\"\" has no member \"\"x\"\"",
        "${env.TOKEN}; 1:7: error[unknown-root]: secrets belong into the settings and keys of a workspace, not here",
        "${order.id; 1:5: error[expression-syntax]: the } of this ${ is missing",
        "${}; 1:7: error[expression-syntax]: a path such as order.id is expected here",
        "${order.id!|upper}; 1:16: error[expression-syntax]: ! stands at the end",
        "${order.id upper}; 1:16: error[expression-syntax]: | or ! or } is expected here",
        "${order.id | }; 1:18: error[expression-syntax]: the name of a function is expected here",
        "${order.id | replace('a' 'b')}; 1:30: error[expression-syntax]: , or ) is expected here",
        "${order.id | replace('a',)}; 1:30: error[expression-syntax]: an argument is expected here: a number, a word, or a text in single quotes",
        "x ${settings.note}; 1:7: error[template-not-whole]: a template setting stands alone: nothing before or after it",
        "${body.x}; 1:7: error[unknown-root]: no value is called \"\"body\"\" here"
      })
  void everyFaultHasItsColumn(String expression, String expected) {
    String yaml = "k: \"" + expression + "\"";
    assertThat(Words.faults(yaml)).hasSize(1);
    assertThat(Words.faults(yaml).getFirst()).isEqualTo(expected.replace("\"\"", "\""));
  }

  @Test
  void allFaultsOfATextAreToldAtOnce() {
    assertThat(Words.faults("\"${ordr.id} and ${order.idd} and ${order.id | nope}\"")).hasSize(3);
  }
}
