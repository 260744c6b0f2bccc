package io.tagyard.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A key of a source, made here and shown to nobody. */
final class NewKey {
  private static final int BYTES = 16;

  private NewKey() {}

  /**
   * Writes a key of 128 random bits, for its owner only, also while it is being written.
   *
   * @return false when the file is there already: then it is kept
   */
  static boolean write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.exists(folder)) {
      Files.createDirectories(folder, only(folder, "rwx------"));
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    try {
      Files.createFile(file, only(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
    return true;
  }

  /** Where the file system knows permissions. */
  private static FileAttribute<?>[] only(Path path, String mode) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
