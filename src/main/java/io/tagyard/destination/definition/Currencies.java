package io.tagyard.destination.definition;

import io.tagyard.destination.expression.Money;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The currencies whose amounts a platform says how to write.
 *
 * @param digits after the point, of ISO 4217
 * @param also currencies of other digits that are documented
 */
public record Currencies(int digits, Set<String> also) {
  /** Whether an event in this currency may be told; one without a currency has no amounts. */
  public boolean take(@Nullable String currency) {
    return currency == null || also.contains(currency) || Money.exponent(currency) == digits;
  }

  @Override
  public String toString() {
    return "currencies of " + digits + " digits" + (also.isEmpty() ? "" : " and " + also);
  }
}
