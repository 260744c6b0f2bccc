package io.tagyard.destination.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Contact data that a route may keep raw, and where in an event they stand. Everything else that is
 * sealed (address of the device, user agent) is open to every destination that gets the event.
 */
public final class RawFields {
  /** Stands for all of them. */
  public static final String ALL = "*";

  private static final Map<String, String> PATH_BY_FIELD = new LinkedHashMap<>();
  private static final Map<String, String> FIELD_BY_PATH = new LinkedHashMap<>();

  static {
    for (String field :
        new String[] {"email", "phone", "first_name", "last_name", "gender", "date_of_birth"}) {
      PATH_BY_FIELD.put(field, "user." + field);
    }
    for (String field : new String[] {"street", "city", "region", "postal_code"}) {
      PATH_BY_FIELD.put(field, "user.address." + field);
    }
    PATH_BY_FIELD.forEach((field, path) -> FIELD_BY_PATH.put(path, field));
  }

  private RawFields() {}

  /** The names that {@code raw} and {@code retain_raw} know. */
  public static Set<String> names() {
    return PATH_BY_FIELD.keySet();
  }

  /** The field at this path of an event; empty when it is no contact datum. */
  public static Optional<String> at(String path) {
    return Optional.ofNullable(FIELD_BY_PATH.get(path));
  }

  /** The path of this field in an event. */
  public static Optional<String> path(String field) {
    return Optional.ofNullable(PATH_BY_FIELD.get(field));
  }
}
