package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every mistake is a folder with the bad files and what is said about them, byte by byte. A new
 * folder is tested because it exists; {@code -Dtagyard.golden.update=true} writes what is said now.
 */
class DiagnosticsTest {
  private static final Path MISTAKES = Path.of("src/test/resources/diagnostics");
  private static final Path PAGES = Path.of("docs/problems");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @TestFactory
  Stream<DynamicTest> everyMistakeIsToldAsItsFolderSays() {
    return mistakes().stream()
        .map(folder ->
            DynamicTest.dynamicTest(folder.getFileName().toString(), () -> compare(folder)));
  }

  @Test
  void everyCodeThatIsToldHasAPage() {
    for (Path folder : mistakes()) {
      assertThat(finding(folder).problems())
          .allSatisfy(problem -> assertThat(PAGES.resolve(problem.code() + ".md")).exists());
    }
  }

  private static void compare(Path folder) throws IOException {
    String said =
        Report.of(finding(folder).problems())
            .text(Optional.empty())
            .replace(folder.toString().replace('\\', '/') + "/", "");
    Path expected = folder.resolve("expected.txt");
    if (Boolean.getBoolean("tagyard.golden.update")) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
  }

  private static Check.Finding finding(Path folder) {
    boolean strict = folder.getFileName().toString().endsWith("-strict");
    return Check.run(
        new Check.Wish(folder.resolve("routes"), Folders.DESTINATIONS, strict, true, NOW),
        Folders.SECRETS);
  }

  private static List<Path> mistakes() {
    try (Stream<Path> folders = Files.list(MISTAKES)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
