package io.tagyard.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders below {@code routes/}: each is a workspace. */
final class WorkspaceFolders {
  private WorkspaceFolders() {}

  /**
   * The folders to load, by name.
   *
   * @param demo load the demo also beside others
   * @throws UncheckedIOException when the folder cannot be listed
   */
  static List<Path> below(Path routes, boolean demo) {
    try (Stream<Path> entries = Files.list(routes)) {
      List<Path> folders =
          entries
              .filter(Files::isDirectory)
              .filter(folder -> !folder.getFileName().toString().startsWith("."))
              .sorted()
              .toList();
      return demo || folders.size() == 1
          ? folders
          : folders.stream()
              .filter(folder -> !folder.getFileName().toString().equals(Yard.DEMO))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(routes + " cannot be listed", e);
    }
  }
}
