package io.tagyard.destination.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/expressions.md shows stands as it is shown. */
class ExpressionDocsTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("## ([^\\n]+)\\n(?:(?!\\n## ).)*?```yaml\\n(.*?)```", Pattern.DOTALL);
  private static final String EVENT =
      "{'id':'evt_1001','name':'purchase','order':{'id':'(not set)','currency':'EUR','subtotal':'10','items':[{'id':'a','price':'4','quantity':3}]},"
          + "'properties':{'name':'x','receipt':'R-1','brand':'none','size':'L'}}";

  private static Map<String, String> examples() throws IOException {
    Map<String, String> examples = new TreeMap<>();
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/expressions.md")));
    while (example.find()) {
      examples.put(example.group(1), example.group(2));
    }
    return examples;
  }

  @Test
  void everyWordHasAnExampleThatDoesWhatItSays() throws IOException {
    Map<String, String> examples = examples();
    Map<String, String> made = new TreeMap<>();
    examples.forEach((heading, yaml) -> {
      if (!heading.equals("A host by a setting")) {
        made.put(heading, Words.evaluate(yaml, EVENT));
      }
    });
    assertThat(made)
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "Money by line", "{'amtlist':'1000'}",
                    "uuid", "{'event_uuid':'42a37cd2-379c-540f-97a7-d4351ff25fdb'}",
                    "spread",
                        "{'event':'purchase','order_id':'(not set)','name':'x','receipt':'R-1','brand':'none','size':'L'}",
                    "each over a map",
                        "{'custom_fields':[{'name':'name','value':'x'},{'name':'receipt','value':'R-1'},"
                            + "{'name':'brand','value':'none'},{'name':'size','value':'L'}]}",
                    "json of a shape",
                        "{'payload':'{\\'id\\':\\'evt_1001\\',\\'lines\\':[{\\'sku\\':\\'a\\'}]}'}",
                    "except", "{'order_id':'R-1'}")));
  }
}
