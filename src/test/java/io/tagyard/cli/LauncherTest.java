package io.tagyard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tagyard.diagnostic.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The script {@code tagyard} in a folder of its own. Its JDK and its Maven are scripts that tell
 * how they were called: what is shown here is when they are called.
 */
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      for word in "$@"; do
        case "$word" in -XX:AOTCacheOutput=*) : >"${word#*=}"; echo "listens on"; exit 0 ;; esac
      done
      echo "java $*"
      """;
  private static final String MAVEN =
      """
      #!/bin/sh
      mkdir -p target/lib && echo jar >target/tagyard.jar
      """;

  @TempDir Path folder;
  private Path home = Path.of("");
  private Path jdk = Path.of("");

  /** How the script ended. */
  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void aCheckout() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    home = folder.resolve("here");
    jdk = folder.resolve("jdk");
    for (String file : List.of("tagyard", ".mvn/find-jdk.sh", ".mvn/help.txt", "pom.xml")) {
      put(home.resolve(file), Files.readString(Path.of(file)));
    }
    String product = "src/main/java/io/tagyard/diagnostic/Product.java";
    put(home.resolve(product), Files.readString(Path.of(product)));
    put(home.resolve("routes/demo/workspace.yaml"), "workspace: demo\n");
    put(home.resolve("mvnw"), MAVEN);
    put(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    put(jdk.resolve("bin/java"), JAVA);
    put(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpNeedsNeitherABuildNorAJdkAndKnowsEveryCommand(String word) throws Exception {
    jdk = folder.resolve("nowhere");
    Ended help = run(word);

    assertThat(help.code()).as(help.err()).isZero();
    assertThat(help.err()).isEmpty();
    Map<String, CommandLine> commands =
        Tagyard.line(settings -> 0, EXPLAINER, NO_DATA, InstantSource.system()).getSubcommands();
    commands.forEach((name, command) ->
        assertThat(help.out())
            .as("one line per command in .mvn/help.txt")
            .containsPattern(
                "\n  "
                    + name
                    + " +"
                    + Pattern.quote(command.getCommandSpec().usageMessage().description()[0])
                    + "\n"));
    assertThat(help.out().lines().filter(line -> line.matches(" {2}[a-z].*")))
        .hasSameSizeAs(commands.keySet());
    assertThat(home.resolve("target")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void theVersionNeedsNeitherABuildNorAJdk(String word) throws Exception {
    jdk = folder.resolve("nowhere");
    Ended version = run(word);

    assertThat(version.code()).isZero();
    assertThat(version.out()).isEqualTo("tagyard " + Product.VERSION + "\n");
    assertThat(home.resolve("target")).doesNotExist();
  }

  @Test
  void aFirstBuildSaysWhatItDoesAndHowLongAndALaterStartIsSilent() throws Exception {
    Ended first = run("check");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("fetches the libraries", "minutes", "Built in ");
    assertThat(first.out()).startsWith("java ").endsWith("check\n").hasLineCount(1);

    Ended second = run("check");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("-XX:AOTCache=" + home);
  }

  @Test
  void aBuildThatFailsShowsWhy() throws Exception {
    put(home.resolve("mvnw"), "#!/bin/sh\necho \"no such thing\"; exit 1\n");
    Ended failed = run("check");
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains("no such thing", "target/build.log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mv", "cp -R -p"})
  void aFolderThatWasMovedOrCopiedMakesACacheOfItsOwn(String how) throws Exception {
    run("check");
    Path there = folder.resolve("there");
    List<String> words = new ArrayList<>(List.of(how.split(" ")));
    words.addAll(List.of(home.toString(), there.toString()));
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    home = there;

    Ended moved = run("check");
    assertThat(moved.err()).contains("Preparing quick starts").doesNotContain("Building");
    assertThat(moved.out()).contains("-XX:AOTCache=" + there);
    assertThat(run("check").err()).isEmpty();
  }

  @Test
  void aNewerJdkInTheSamePlaceMakesANewCache() throws Exception {
    run("check");
    put(jdk.resolve("release"), "JAVA_VERSION=\"25.0.2\"\n");
    assertThat(run("check").err()).contains("Preparing quick starts");
    assertThat(run("check").err()).isEmpty();
  }

  /** Written long ago, so that what is made now is newer. */
  private static void put(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
  }

  private Ended run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", home.resolve("tagyard").toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString(), "JAVA_HOME", "" + jdk));
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static final ExplainCommand.Explainer EXPLAINER =
      (settings, source, headers, event, now) -> JsonNodeFactory.instance.objectNode();

  private static final Operating NO_DATA =
      new Operating() {
        @Override
        public long backup(Settings settings, Path folder) throws Trouble {
          throw new Trouble("there is no data folder here");
        }

        @Override
        public String restore(Settings settings, Path folder) throws Trouble {
          throw new Trouble("there is no data folder here");
        }
      };
}
