package io.tagyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for operators names every setting with the default that holds. */
class OperationsSettingsTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z.-]+)` \\| (?:`([^`]*)`|none) \\|", Pattern.MULTILINE);

  @Test
  void everySettingHasARowWithItsDefaultAndEveryRowIsASetting() throws IOException {
    String page = Files.readString(Path.of("docs/operations.md"));
    String section =
        page.substring(
            page.indexOf("\n## Settings\n"), page.indexOf("\n## Limits that are not settings\n"));
    Map<String, String> written = new TreeMap<>();
    Matcher row = ROW.matcher(section);
    while (row.find()) {
      written.put(row.group(1), row.group(2) == null ? "" : row.group(2));
    }
    Map<String, String> inForce = new LinkedHashMap<>();
    Settings.read(null, Map.of(), Map.of(), new Problems())
        .lines()
        .forEach(line -> inForce.put(line.name(), line.value()));
    assertThat(written).isEqualTo(inForce);
  }
}
