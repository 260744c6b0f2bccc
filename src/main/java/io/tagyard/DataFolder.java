package io.tagyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What lies where in the data folder, and how its files are treated: for their owner only. */
final class DataFolder {
  /** Links of a backup in the making; anything left there is of no use. */
  static final String STAGING = "backup.part";

  /** The embedded database. */
  static final String DATABASE = "tagyard.mv.db";

  /** Refresh tokens that replaced those of the settings, sealed. */
  static final String TOKENS = "tokens";

  private DataFolder() {}

  /** Whether the journal's folder is gone: it is made before the database. */
  static boolean hasDatabaseOnly(Path data) throws UncheckedIOException {
    try {
      return Files.exists(data.resolve(DATABASE))
          && isEmpty(data.resolve(io.tagyard.journal.RocksJournal.FOLDER));
    } catch (IOException e) {
      throw new UncheckedIOException("the data folder " + data + " cannot be read", e);
    }
  }

  /** Writes it whole or not at all, for its owner only, on stable storage. */
  static void replace(Path file, byte[] bytes) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.write(draft, bytes);
    own(draft, "rw-------");
    sync(draft);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes the folder, for its owner only, with those above it. */
  static Path make(Path folder) throws IOException {
    Files.createDirectories(folder);
    own(folder, "rwx------");
    return folder;
  }

  /** A copy that only its owner may read, on stable storage. */
  static void copy(Path from, Path to) throws IOException {
    make(to.toAbsolutePath().getParent() == null ? to : to.toAbsolutePath().getParent());
    Files.createFile(to);
    own(to, "rw-------");
    try (var in = Files.newInputStream(from);
        var out = Files.newOutputStream(to)) {
      in.transferTo(out);
    }
    sync(to);
  }

  /** Returns when the file is on stable storage. */
  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Only the owner may, where the file system knows permissions. */
  static void own(Path path, String mode) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
  }

  /** Whether nothing is there. */
  static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> there = Files.list(folder)) {
      return there.findAny().isEmpty();
    }
  }

  /** All files below, in order, as paths from there. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    }
  }

  /** Deletes it and what is below, if it is there. */
  static void clear(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be deleted", e);
    }
  }
}
