package io.tagyard.destination.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many digits a currency has after the point. */
public final class Money {
  private static final int USUAL = 2;

  /** ISO 4217 where the JDK's table is older or has none: funds and units of account. */
  private static final Map<String, Integer> CORRECTIONS =
      Map.of("UYW", 4, "UYI", 0, "CLF", 4, "MRU", 2, "ZWG", 2, "XCG", 2);

  private Money() {}

  /** The exponent of ISO 4217; 2 for an unknown currency. */
  public static int exponent(@Nullable String currency) {
    if (currency == null) {
      return USUAL;
    }
    String code = currency.toUpperCase(Locale.ROOT);
    Integer corrected = CORRECTIONS.get(code);
    if (corrected != null) {
      return corrected;
    }
    try {
      int digits = Currency.getInstance(code).getDefaultFractionDigits();
      return digits < 0 ? USUAL : digits;
    } catch (IllegalArgumentException e) {
      return USUAL;
    }
  }

  /** With exactly this many digits after the point, half up. */
  static BigDecimal rounded(BigDecimal amount, int digits) {
    return amount.setScale(digits, RoundingMode.HALF_UP);
  }
}
