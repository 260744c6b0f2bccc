package io.tagyard.privacy;

import io.tagyard.privacy.TinkSealer.KeyTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file that only its owner may read: 0600 where the file system knows permissions. */
final class KeyFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final int BYTES_MAX = 1 << 20;

  private KeyFile() {}

  /** Its text; null when there is no such file. */
  static @Nullable String read(Path file) throws KeyTrouble {
    try {
      if (posix(file) && Files.exists(file)) {
        Set<PosixFilePermission> others = Files.getPosixFilePermissions(file);
        others.removeAll(
            Set.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_EXECUTE));
        if (!others.isEmpty()) {
          throw new KeyTrouble(file + " is open to others; run: chmod 600 " + file);
        }
      }
      if (Files.size(file) > BYTES_MAX) {
        throw new KeyTrouble(file + " is no keyset; restore it from a backup");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new KeyTrouble(file + " cannot be read");
    }
  }

  /** Writes it whole or not at all: to a neighbour first, synced, then renamed. */
  static void create(Path file, String text) throws KeyTrouble {
    Path folder = file.toAbsolutePath().normalize().getParent();
    try {
      if (folder == null) {
        throw new KeyTrouble(file + " has no folder");
      }
      Files.createDirectories(folder);
      FileAttribute<?>[] mode =
          posix(folder)
              ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
              : new FileAttribute<?>[0];
      Path draft = Files.createTempFile(folder, ".keys", ".new", mode);
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      if (posix(folder)) {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
          directory.force(true);
        }
      }
    } catch (IOException e) {
      throw new KeyTrouble(file + " cannot be written");
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
