package io.tagyard.destination.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The words for platforms that bound ids, take a map as it is, or are told spelled-out nothings.
 */
class ShapeWordsTest {
  private static final String FACTS =
      "{'id':'evt_1001','order':{'id':'(not set)','value':5,'items':[{'id':'a','price':2},{'id':'N/A'}]},"
          + "'properties':{'size':'L','n':7,'void':null,'deep':{'x':1,'y':['p','q']},'blank':'','list':['ok','N/A']},"
          + "'click_ids':{'gclid':'G|1','fbclid':'F'},"
          + "'settings':{'shops':{'de':'Berlin','fr':'Paris'},'label':'L'}}";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "'${id | uuid}'; '42a37cd2-379c-540f-97a7-d4351ff25fdb'",
        "'${id | prefix(x) | uuid}'; '9a6c9b29-ec72-58c1-a4b1-8ed2f641064e'",
        "'${order.value | uuid}'; 'efbdb07c-ca02-5fcb-9e86-2ad09b82e825'",
        "'${properties.blank | uuid}'; -",
        "'${user.id | uuid}'; -",
        // spread
        "{ spread: '${click_ids}' }; {'gclid':'G|1','fbclid':'F'}",
        "{ a: 1, spread: '${click_ids}', z: 2 }; {'a':1,'gclid':'G|1','fbclid':'F','z':2}",
        "{ gclid: mine, spread: '${click_ids}' }; {'gclid':'mine','fbclid':'F'}",
        "{ spread: '${click_ids}', gclid: mine }; {'fbclid':'F','gclid':'mine'}",
        "{ spread: '${click_ids}', gclid: '${user.id}' }; {'fbclid':'F'}",
        "{ a: { spread: '${properties.deep}' } }; {'a':{'x':1,'y':['p','q']}}",
        "{ a: 1, spread: '${properties.none}' }; {'a':1}",
        "{ a: 1, spread: '${properties.size}' }; {'a':1}",
        "{ spread: '${properties.none}' }; -",
        "{ spread: '${settings.shops}' }; {'de':'Berlin','fr':'Paris'}",
        "{ spread: { any: ['${properties.none}', '${click_ids}'] }, fbclid: x }; {'gclid':'G|1','fbclid':'x'}",
        "{ spread: { if: '${id}', then: '${properties.deep}' } }; {'x':1,'y':['p','q']}",
        "{ spread: '${properties}', deep: 0 }; {'size':'L','n':7,'blank':'','list':['ok','N/A'],'deep':0}",
        "{ a: 1, spread: '${click_ids}', only_with: [a] }; {'a':1,'gclid':'G|1','fbclid':'F'}",
        // each over a map
        "{ each: click_ids, as: { name: '${key}', value: '${value}', at: '${index}' } };"
            + " [{'name':'gclid','value':'G|1','at':1},{'name':'fbclid','value':'F','at':2}]",
        "{ each: properties, as: '${key}' }; ['size','n','deep','blank','list']",
        "{ each: properties, as: '${value.x}' }; [1]",
        "{ each: properties.deep, as: { k: '${key}', v: '${value}' } }; [{'k':'x','v':1},{'k':'y','v':['p','q']}]",
        "{ each: click_ids, as: '${key}=${value}', join: '|' }; 'gclid=G 1|fbclid=F'",
        "{ x: { each: click_ids, keys: { 'p_${key}': '${value}' } } }; {'p_gclid':'G|1','p_fbclid':'F'}",
        "{ each: settings.shops, as: '${key | upper}:${value}' }; ['DE:Berlin','FR:Paris']",
        "{ each: order.items, as: { each: click_ids, as: '${item.id}/${key}' } };"
            + " [['a/gclid','a/fbclid'],['N/A/gclid','N/A/fbclid']]",
        "{ each: click_ids, as: { each: order.items, as: '${key}/${item.id}/${index}' } };"
            + " [['gclid/a/1','gclid/N/A/2'],['fbclid/a/1','fbclid/N/A/2']]",
        "{ each: order.items, as: { each: properties.deep, as: { i: '${item.id}', k: '${key}' } } };"
            + " [[{'k':'x'},{'k':'y'}],[{'k':'x'},{'k':'y'}]]",
        "{ each: properties.none, as: '${key}' }; -",
        // json of a shape
        "{ json: { a: '${id}', b: [1, '${user.id}'] } }; \"'{\\'a\\':\\'evt_1001\\',\\'b\\':[1]}'\"",
        "{ json: ['${id}'] }; \"'[\\'evt_1001\\']'\"",
        "{ json: '${click_ids}' }; \"'{\\'gclid\\':\\'G|1\\',\\'fbclid\\':\\'F\\'}'\"",
        "{ json: { a: '${user.id}' } }; -",
        "{ x: { json: { each: order.items, as: '${item.id}' } } }; {'x':'[\\'a\\',\\'N/A\\']'}",
        "{ json: 1, more: 2 }; {'json':1,'more':2}",
        // except
        "{ value: '${order.id}', except: ['(not set)'] }; -",
        "{ value: '${id}', except: ['(not set)'] }; 'evt_1001'",
        "{ any: ['${order.id}', '${id}'], except: ['(not set)', N/A] }; 'evt_1001'",
        "{ any: ['${order.id}'], except: ['(not set)'] }; -",
        "{ any: ['${user.id}', '${order.value}'], except: [0] }; 5",
        "{ value: '${order.value}', except: [5] }; -",
        "{ value: '${order.value}', except: ['5.0'] }; 5",
        "{ value: '${properties.blank}', except: [''] }; -",
        "{ value: '${properties.list}', except: [N/A] }; ['ok']",
        "{ value: '${properties.list}', except: [N/A, ok] }; -",
        "{ a: { value: 'x${order.id}', except: ['x(not set)'] }, b: 1 }; {'b':1}",
        "{ value: x, other: 1 }; {'value':'x','other':1}",
      })
  void saysWhatItSays(String shape, @Nullable String expected) {
    assertThat(Words.evaluate(shape, FACTS)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'${id | uuid(5)}'; 1:9: error[wrong-argument]: uuid takes no argument",
        "{ spread: x }; 1:11: error[wrong-type]: found a text (expected: a map such as ${properties})",
        "{ spread: 'a ${id}' }; 1:12: error[wrong-type]: found a text (expected: a map such as ${properties})",
        "{ spread: ['${properties}'] }; 1:11: error[wrong-type]: found a list (expected: a map such as ${properties})",
        "{ spread: '${order.id}' }; 1:12: error[wrong-type]: found \"\"order.id\"\", which is no map (expected: a map such as ${properties})",
        "{ spread: '${order.items}' }; 1:12: error[wrong-type]: found \"\"order.items\"\", which is no map (expected: a map such as ${properties})",
        "{ spread: '${settings.label}' }; 1:12: error[wrong-type]: found \"\"settings.label\"\", which is no map (expected: a map such as ${properties})",
        "{ spread: '${propertis}' }; 1:14: error[unknown-root]: no value is called \"\"propertis\"\" here (did you mean properties?)",
        "{ a: '${key}' }; 1:9: error[unknown-root]: \"\"key\"\" has a value only inside each: over a map (a list has item)",
        "{ each: order.items, as: '${value}' }; 1:29: error[unknown-root]: \"\"value\"\" has a value only inside each: over a map (a list has item)",
        "{ each: click_ids, as: '${item.id}' }; 1:27: error[unknown-root]: \"\"item\"\" has a value only inside each: over a list (a map has key and value)",
        "{ each: click_ids, as: '${key.x}' }; 1:31: error[unknown-path]: \"\"key\"\" has no member \"\"x\"\"",
        "{ json: plain }; 1:9: error[wrong-type]: found a text (expected: a mapping, a list or an expression, for json)",
        "{ json: { a: '${idd}' } }; 1:17: error[unknown-root]: no value is called \"\"idd\"\" here (did you mean id?)",
        "{ value: '${id}', except: x }; 1:27: error[wrong-type]: found a text (expected: a list)",
        "{ value: '${id}', except: [] }; 1:27: error[empty-list]: the list is empty (expected: at least a value)",
        "{ value: '${id}', except: ['${order.id}'] }; 1:29: error[wrong-type]: except holds values that are written out, no expressions",
        "{ any: '${id}', except: [x] }; 1:9: error[wrong-type]: found a text (expected: a list)",
        "{ id: '${id}', except: [x] }; 1:16: error[unknown-key]: except stands beside any or value, and nothing else does",
        "{ if: '${id}', then: a, except: [x] }; 1:25: error[unknown-key]: no key \"\"except\"\" in this shape",
      })
  void itsMisuseIsLocated(String shape, String expected) {
    assertThat(Words.faults(shape)).containsExactly(expected.replace("\"\"", "\""));
  }

  @Test
  void aUuidIsOfVersionFiveAndTheSameForTheSameText() {
    for (int i = 0; i < 500; i++) {
      String id = "evt/" + i + " é";
      String text = made(id);
      UUID uuid = UUID.fromString(text);
      assertThat(uuid.version()).isEqualTo(5);
      assertThat(uuid.variant()).isEqualTo(2);
      assertThat(text).isEqualTo(made(id)).isNotEqualTo(made(id + "x"));
    }
  }

  private static String made(String id) {
    String made = Words.evaluate("'${id | uuid}'", "{'id':'" + id + "'}");
    return made == null ? "" : made.replace("'", "");
  }
}
