package io.tagyard.destination.carriage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file of one folder that is written to, {@code <time>-<n>.ndjson.open}; when it is full it
 * becomes {@code <time>-<n>.ndjson} and is not touched again. What was written is on stable storage
 * when {@link #append} returns. What an earlier process left open is cut after its last whole line,
 * as nothing after it was ever said to be written, and closed. Thread-safe.
 */
final class RollingFile {
  private static final String OPEN = ".open";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private boolean tidied;
  private @Nullable FileChannel channel;
  private Path current = Path.of("");
  private Instant opened = Instant.EPOCH;
  private Rotation rotation = new Rotation(0, java.time.Duration.ZERO);
  private long size;

  RollingFile(Path folder) {
    this.folder = folder;
  }

  /** Adds these lines, durably. */
  synchronized void append(byte[] lines, Rotation when, Instant now) throws IOException {
    if (!tidied) {
      tidy();
    }
    if (channel != null && (when.over(opened, now) || when.full(size, lines.length))) {
      seal();
    }
    FileChannel open = channel == null ? open(now) : channel;
    rotation = when;
    try {
      write(open, lines);
      if (lines.length > 0 && lines[lines.length - 1] != '\n') {
        write(open, new byte[] {'\n'});
      }
      open.force(false);
      size = open.position();
    } catch (IOException e) {
      backToLastWhole(open);
      throw e;
    }
  }

  /** Closes the file if it is old enough. */
  synchronized void sealIfOver(Instant now) throws IOException {
    if (channel != null && rotation.over(opened, now)) {
      seal();
    }
  }

  /** Closes the file, if there is one. */
  synchronized void seal() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      channel = null;
      open.force(true);
      open.close();
      finish(current);
    }
  }

  private FileChannel open(Instant now) throws IOException {
    Files.createDirectories(folder);
    String name = NAME.format(now);
    for (int n = 1; ; n++) {
      Path file = folder.resolve(name + "-" + n + ".ndjson" + OPEN);
      try {
        if (!Files.exists(finished(file))) {
          FileChannel made =
              FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          syncFolder();
          channel = made;
          current = file;
          opened = now;
          size = 0;
          return made;
        }
      } catch (FileAlreadyExistsException e) {
        // the next number
      }
    }
  }

  private static void write(FileChannel open, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      open.write(buffer);
    }
  }

  /** What was not written whole will come again: it must not stand there by half. */
  private void backToLastWhole(FileChannel open) throws IOException {
    try {
      open.truncate(size);
      open.position(size);
    } catch (IOException e) {
      channel = null;
      tidied = false;
      open.close();
    }
  }

  private void tidy() throws IOException {
    if (Files.isDirectory(folder)) {
      List<Path> left;
      try (Stream<Path> files = Files.list(folder)) {
        left = files.filter(file -> file.toString().endsWith(".ndjson" + OPEN)).toList();
      }
      for (Path file : left) {
        cutToLastLine(file);
        finish(file);
      }
    }
    tidied = true;
  }

  private static void cutToLastLine(Path file) throws IOException {
    try (RandomAccessFile left = new RandomAccessFile(file.toFile(), "rw")) {
      long end = left.length();
      while (end > 0) {
        left.seek(end - 1);
        if (left.read() == '\n') {
          break;
        }
        end--;
      }
      left.setLength(end);
      left.getFD().sync();
    }
  }

  /** A file without a line is no file. */
  private void finish(Path file) throws IOException {
    if (Files.size(file) == 0) {
      Files.delete(file);
    } else {
      Files.move(file, finished(file), StandardCopyOption.ATOMIC_MOVE);
    }
    syncFolder();
  }

  private static Path finished(Path open) {
    String name = open.getFileName().toString();
    return open.resolveSibling(name.substring(0, name.length() - OPEN.length()));
  }

  private void syncFolder() throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return; // no other system opens a folder
    }
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
