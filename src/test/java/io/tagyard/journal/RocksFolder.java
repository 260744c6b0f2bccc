package io.tagyard.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The files of an embedded journal, seen and changed from outside. */
final class RocksFolder {
  private RocksFolder() {}

  static Path fileWith(Path folder, String ending, String text) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(ending)).toList()) {
        if (indexOf(Files.readAllBytes(file), text) >= 0) {
          return file;
        }
      }
    }
    throw new AssertionError("no file with " + text);
  }

  static void flip(Path file, String text) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[indexOf(bytes, text)] ^= 1;
    Files.write(file, bytes);
  }

  static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  /** A log is allocated ahead: the length of what was written to it. */
  static int written(byte[] log) {
    int length = log.length;
    while (length > 0 && log[length - 1] == 0) {
      length--;
    }
    return length;
  }

  /** What a crash would leave: everything that is acknowledged is in these files. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  static void withRawDatabase(Path path, Change change) throws RocksDBException {
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    for (Family family : Family.values()) {
      families.add(new ColumnFamilyDescriptor(Keys.text(family.word())));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (DBOptions options = new DBOptions();
        RocksDB db = RocksDB.open(options, path.toString(), families, handles)) {
      change.to(db, handles);
      handles.forEach(ColumnFamilyHandle::close);
    }
  }

  static ColumnFamilyHandle handle(List<ColumnFamilyHandle> handles, Family family) {
    return handles.get(family.ordinal());
  }

  interface Change {
    void to(RocksDB db, List<ColumnFamilyHandle> handles) throws RocksDBException;
  }
}
