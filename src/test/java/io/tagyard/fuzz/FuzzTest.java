package io.tagyard.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every parser against hostile bytes: first the seeds under {@code src/test/resources/fuzz}, which
 * hold everything that was ever found, then the fuzzer, guided by coverage, in a process of its
 * own. A build tries the same things each time; {@code -Dtagyard.fuzz.seconds=600} looks for new
 * ones, the seconds shared by all targets.
 */
class FuzzTest {
  private static final Path SOURCES = Path.of("src/test/java");
  private static final Path SEEDS = Path.of("src/test/resources/fuzz");
  private static final Path FOUND = Path.of("target/fuzz");
  private static final int SECONDS = Integer.getInteger("tagyard.fuzz.seconds", 0);
  private static final List<String> SAME_EACH_TIME = List.of("-seed=1", "-runs=2500");

  @TestFactory
  Stream<DynamicTest> everySeedIsReadWithoutAnException() throws IOException {
    return targets().stream()
        .flatMap(target ->
            seeds(target).stream()
                .map(seed ->
                    DynamicTest.dynamicTest(
                        target + " " + seed.getFileName(), () -> read(target, seed))));
  }

  @TestFactory
  Stream<DynamicTest> theFuzzerFindsNothing() throws IOException {
    List<String> targets = targets();
    return targets.stream()
        .map(target ->
            DynamicTest.dynamicTest(target, () -> fuzz(target, SECONDS / targets.size())));
  }

  private static List<String> targets() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith("Fuzz.java"))
          .map(file -> SOURCES.relativize(file).toString())
          .map(file -> file.substring(0, file.length() - ".java".length()).replace('/', '.'))
          .sorted()
          .toList();
    }
  }

  private static List<Path> seeds(String target) {
    Path folder = SEEDS.resolve(simple(target));
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> seeds = files.sorted().toList();
      assertThat(seeds).as("seeds of " + target).isNotEmpty();
      return seeds;
    } catch (IOException e) {
      throw new AssertionError("no seeds of " + target + " in " + folder, e);
    }
  }

  private static String simple(String target) {
    return target.substring(target.lastIndexOf('.') + 1);
  }

  private static void read(String target, Path seed) throws Exception {
    try {
      Class.forName(target)
          .getMethod("fuzzerTestOneInput", byte[].class)
          .invoke(null, (Object) Files.readAllBytes(seed));
    } catch (InvocationTargetException e) {
      throw new AssertionError(target + " on " + seed, e.getCause());
    }
  }

  private static void fuzz(String target, int seconds) throws Exception {
    Path corpus = Files.createDirectories(FOUND.resolve(simple(target)));
    Path said = FOUND.resolve(simple(target) + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("com.code_intelligence.jazzer.Jazzer", "--target_class=" + target));
    command.add("--instrumentation_includes=io.tagyard.**");
    command.add("--custom_hook_includes=io.tagyard.**");
    command.add("--reproducer_path=" + FOUND);
    command.add("-artifact_prefix=" + FOUND + "/" + simple(target) + "-");
    command.addAll(List.of("-max_len=16384", "-timeout=60", "-rss_limit_mb=3000"));
    command.addAll(seconds == 0 ? SAME_EACH_TIME : List.of("-max_total_time=" + seconds));
    command.addAll(List.of(corpus.toString(), SEEDS.resolve(simple(target)).toString()));
    Process fuzzer =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    int exit = fuzzer.waitFor();
    String text = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(exit)
        .as(
            "%s: keep what was found in %s as a seed under %s%n%s",
            target, FOUND, SEEDS.resolve(simple(target)), last(text))
        .isZero();
    assertThat(text).as("it did run").contains("DONE");
  }

  private static String last(String text) {
    return text.substring(Math.max(0, text.length() - 6_000));
  }
}
