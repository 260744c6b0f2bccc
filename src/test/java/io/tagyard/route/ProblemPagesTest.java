package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A code without a page, or a page without a code, is a promise not kept. */
class ProblemPagesTest {
  private static final Pattern TOLD =
      Pattern.compile("(?:error|warning)\\(\\s*\"([a-z0-9]+(?:-[a-z0-9]+)+)\"");
  private static final Pattern NAMED =
      Pattern.compile("static final String [A-Z_]+ =\\s*\"([a-z0-9]+(?:-[a-z0-9]+)+)\"");

  @Test
  void everyCodeHasAPageAndEveryPageACode() throws IOException {
    Set<String> told = new TreeSet<>();
    Set<String> named = new TreeSet<>();
    for (Path file : below(Path.of("src/main/java"), ".java")) {
      String text = Files.readString(file);
      collect(TOLD, text, told);
      collect(NAMED, text, named);
    }
    Set<String> pages = new TreeSet<>();
    for (Path page : below(Path.of("docs/problems"), ".md")) {
      pages.add(page.getFileName().toString().replace(".md", ""));
    }
    pages.remove("README");
    assertThat(pages).containsAll(told);
    named.addAll(told);
    assertThat(named).containsAll(pages);
  }

  private static void collect(Pattern pattern, String text, Set<String> into) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      into.add(matcher.group(1));
    }
  }

  private static List<Path> below(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
