package io.tagyard.destination;

import io.tagyard.event.OpenEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What must be hidden of a request that people see: contact data in the forms platforms want. */
final class PersonalTexts {
  private static final int LENGTH_MIN = 3;
  private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]");
  private static final Pattern NO_LETTER_OR_BLANK = Pattern.compile("[^\\p{L}\\p{M} ]");

  private PersonalTexts() {}

  /** The texts of these events. */
  static Set<String> of(List<OpenEvent> events) {
    Set<String> values = new LinkedHashSet<>();
    for (OpenEvent event : events) {
      event
          .opened()
          .forEach((path, value) -> {
            if (value.isTextual()) {
              String text = value.textValue().strip();
              hide(text, values);
              if (!path.startsWith("device.")) {
                asPlatformsWantIt(text.toLowerCase(Locale.ROOT), values);
              }
            }
          });
    }
    return values;
  }

  private static void asPlatformsWantIt(String text, Set<String> values) {
    hide(text, values);
    hide(text.toUpperCase(Locale.ROOT), values);
    hide(NO_LETTER_OR_DIGIT.matcher(text).replaceAll(""), values);
    hide(NO_LETTER_OR_BLANK.matcher(text).replaceAll("").strip(), values);
  }

  private static void hide(String text, Set<String> values) {
    if (text.length() >= LENGTH_MIN) {
      values.add(text);
    }
  }
}
