package io.tagyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts as people write them are answered with how to write them. */
class AmountTextTest {
  @ParameterizedTest
  @CsvSource({
    "'12,50','12,50 has a comma: write 12.50'",
    "'1.234,50','1.234,50 has a comma: write 1234.50'",
    "'1,234.50','1,234.50 has a comma: write 1234.50'",
    "'1,234','1,234 has a comma: write 1.234 or 1234'",
    "'12,50 EUR','12,50 EUR has a comma: write 12.50'",
    "'€12.50','€12.50 is more than a number: write 12.50'",
    "'12.50 EUR','12.50 EUR is more than a number: write 12.50'",
    "'-3,5','-3,5 has a comma: write -3.5'"
  })
  void areToldByValue(String text, String said) {
    for (String path : new String[] {"order.value", "order.items[3].price", "order.tax"}) {
      assertThat(AmountText.wrong(path, TextNode.valueOf(text))).contains(said);
    }
  }

  @Test
  void nothingElseIsShown() {
    for (String text :
        new String[] {"jane@example.com", "12,50 for Jane", "+1 (650) 555-1212", ""}) {
      assertThat(AmountText.wrong("order.value", TextNode.valueOf(text))).isEmpty();
    }
    assertThat(AmountText.wrong("user.phone", TextNode.valueOf("12,50"))).isEmpty();
  }
}
