package io.tagyard.diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * A key that a form knows.
 *
 * @param doc one sentence for editors and reference pages
 */
public record Field<T>(
    String key, FieldType<T> type, boolean required, String doc, @Nullable String byDefault) {
  /** A key that may be left out. */
  public static <T> Field<T> optional(String key, FieldType<T> type, String doc) {
    return new Field<>(key, type, false, doc, null);
  }

  /** A key that must be there. */
  public static <T> Field<T> required(String key, FieldType<T> type, String doc) {
    return new Field<>(key, type, true, doc, null);
  }
}
