package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What expressions are evaluated against. Immutable. */
public interface Facts {
  /** The value at this path; null when it is absent. Never a JSON null. */
  @Nullable JsonNode find(Path path);

  /** The currency that amounts under this root are in, ISO 4217; null when unknown. */
  @Nullable String currency(Root root);

  /**
   * The share of the order's subtotal that this line has; null when it is no line of the order, or
   * lines have no shares.
   *
   * @param index of the item in its list
   */
  default @Nullable JsonNode net(JsonNode item, int index) {
    return null;
  }

  /** The compiled content of a {@code template} setting; null when it is not set. */
  @Nullable Shape template(String setting);
}
