package io.tagyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The static checks check: a silent checker looks exactly like a clean house. */
class StaticChecksTest {
  private static final List<String> OPEN_COMPILER =
      List.of(
          "api", "file", "main", "model", "parser", "processing", "tree", "util", "code", "comp");

  @TempDir Path out;

  @Test
  void aNullWhereNoneMayBeIsAnError() throws IOException, InterruptedException {
    Process javac = new ProcessBuilder(command()).redirectErrorStream(true).start();
    String said = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(javac.waitFor()).as(said).isNotZero();
    assertThat(said).contains("NullIsReturned.java:9", "[NullAway]");
  }

  private List<String> command() {
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    for (String part : OPEN_COMPILER) {
      command.add("-J--add-exports=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED");
      command.add("-J--add-opens=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-XDcompilePolicy=simple",
            "--should-stop=ifError=FLOW",
            "-XDaddTypeAnnotationsToSymbol=true"));
    command.add("-Xplugin:ErrorProne @" + Path.of(".mvn/errorprone.config").toAbsolutePath());
    command.addAll(
        List.of("-processorpath", classPath, "-classpath", classPath, "-d", out.toString()));
    command.add("src/test/resources/wrong/NullIsReturned.java");
    return command;
  }
}
