package io.tagyard.stories;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's browser without a window, with a profile of its own for each page. */
final class Chromium {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private Chromium() {}

  static boolean installed() {
    return PROGRAM.toFile().canExecute();
  }

  /** Opens a page; it stays open until {@link #close}. */
  static Process open(Path profile, String url) throws IOException {
    return new ProcessBuilder(
            List.of(
                PROGRAM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                url))
        .redirectErrorStream(true)
        .redirectOutput(profile.resolveSibling(profile.getFileName() + ".log").toFile())
        .start();
  }

  static void close(Process browser) throws InterruptedException {
    browser.descendants().forEach(ProcessHandle::destroyForcibly);
    browser.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
  }
}
