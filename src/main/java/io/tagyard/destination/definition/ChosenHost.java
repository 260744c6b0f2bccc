package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.expression.Expression;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Table;
import io.tagyard.destination.expression.Values;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host out of a table that a definition writes, by a setting of type {@code choice}: for
 * platforms with a host for each region. No event has a say in it.
 */
final class ChosenHost {
  private ChosenHost() {}

  /** Whether an address may ask this way for its host; whether the table is right is not asked. */
  static boolean is(Expression expression, Map<String, Setting> settings) {
    return setting(expression, settings) != null && expression.lookup() != null;
  }

  private static @Nullable Setting setting(Expression expression, Map<String, Setting> settings) {
    boolean own =
        expression.path().root() == Root.SETTINGS && expression.path().steps().size() == 1;
    Setting setting = own ? settings.get(expression.path().steps().getFirst()) : null;
    return setting != null && setting.type().equals("choice") ? setting : null;
  }

  /**
   * What is wrong with it; null when each option has a host.
   *
   * @param start what the address has before the host; empty where the table has the scheme too
   */
  static @Nullable String fault(
      Expression expression, String start, Map<String, Setting> settings, Set<String> schemes) {
    Setting setting = setting(expression, settings);
    Table.Fixed table = expression.lookup();
    if (setting == null || table == null) {
      throw new IllegalArgumentException(expression + " chooses no host");
    }
    if (!setting.required() && setting.byDefault() == null) {
      return "the choice \""
          + setting.name()
          + "\" gives the host: it is required or has a default";
    }
    for (String option : setting.options()) {
      JsonNode host = table.entries().get(option);
      if (host == null) {
        return "the table has no host for the option \"" + option + "\"";
      }
      String base = start + Values.text(host);
      if (!UrlReader.onlyBase(base, schemes)) {
        return "\"" + base + "\" for the option \"" + option + "\" is no scheme, host and port";
      }
    }
    return null;
  }
}
