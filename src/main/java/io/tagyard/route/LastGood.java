package io.tagyard.route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The last good files of every workspace, kept in the data folder: one archive each, replaced in
 * one step, so that there is always a whole one.
 */
final class LastGood {
  private static final String ENDING = ".zip";

  private final Path folder;

  LastGood(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps these files instead of the ones before.
   *
   * @throws UncheckedIOException when they cannot be written
   */
  void keep(WorkspaceFiles files) {
    try {
      Files.createDirectories(folder);
      Path made = Files.createTempFile(folder, files.name() + "-", ".part");
      try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(archive(files));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(made, path(files.name()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("keeping the revision of " + files.name() + " failed", e);
    }
  }

  /** The files kept for this workspace; empty when there are none, or none that can be read. */
  Optional<WorkspaceFiles> of(String workspace) {
    Path path = path(workspace);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try (ZipInputStream archive = new ZipInputStream(Files.newInputStream(path))) {
      ZipEntry entry = archive.getNextEntry();
      while (entry != null) {
        contents.put(entry.getName(), archive.readAllBytes());
        entry = archive.getNextEntry();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(new WorkspaceFiles(workspace, WorkspaceFiles.shown(path), contents));
  }

  /** The workspaces of which something is kept. */
  List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> kept = Files.list(folder)) {
      return kept.map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the kept revisions cannot be listed", e);
    }
  }

  private Path path(String workspace) {
    return folder.resolve(workspace + ENDING);
  }

  private static byte[] archive(WorkspaceFiles files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.contents().entrySet()) {
        archive.putNextEntry(new ZipEntry(file.getKey()));
        archive.write(file.getValue());
        archive.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
