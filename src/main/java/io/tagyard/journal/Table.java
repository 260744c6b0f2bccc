package io.tagyard.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.TableProperties;

/** One file of the store's tables, as its manifest knows it. */
record Table(String family, Path file, long bytes, List<byte[]> keys) {
  /** Every file that the open store needs. */
  static List<Table> of(Store store) {
    return store.db().getLiveFilesMetaData().stream().map(Table::of).toList();
  }

  private static Table of(LiveFileMetaData meta) {
    return new Table(
        new String(meta.columnFamilyName(), StandardCharsets.UTF_8),
        Path.of(meta.path(), meta.fileName().replaceFirst("^/", "")),
        meta.size(),
        List.of(meta.smallestKey(), meta.largestKey()));
  }

  boolean isOf(Family wanted) {
    return family.equals(wanted.word());
  }

  /** Why it is not the file that was written; empty when it is there in its whole length. */
  Optional<String> trouble() {
    try {
      long found = Files.size(file);
      return found == bytes
          ? Optional.empty()
          : Optional.of("%s has %d bytes instead of %d".formatted(file, found, bytes));
    } catch (IOException e) {
      return Optional.of(file + " is missing");
    }
  }

  /** Its positions, when it holds each from the first to the last and nothing else. */
  Optional<Span> positions() {
    if (trouble().isPresent() || keys.stream().anyMatch(key -> key.length != Long.BYTES)) {
      return Optional.empty();
    }
    Span span = new Span(Keys.number(keys.getFirst()), Keys.number(keys.getLast()) + 1);
    try (Options options = new Options();
        SstFileReader reader = opened(options)) {
      TableProperties properties = reader.getTableProperties();
      boolean plain = properties.getNumDeletions() == 0 && properties.getNumRangeDeletions() == 0;
      return plain && properties.getNumEntries() == span.size()
          ? Optional.of(span)
          : Optional.empty();
    } catch (RocksDBException e) {
      return Optional.empty();
    }
  }

  /** Reads all of it and compares every checksum; why it is damaged, if it is. */
  Optional<String> damage() {
    Optional<String> trouble = trouble();
    if (trouble.isPresent()) {
      return trouble;
    }
    try (Options options = new Options();
        SstFileReader reader = opened(options)) {
      reader.verifyChecksum();
      return Optional.empty();
    } catch (RocksDBException e) {
      return Optional.of(file.getFileName() + " is damaged: " + e.getMessage());
    }
  }

  private SstFileReader opened(Options options) throws RocksDBException {
    SstFileReader reader = new SstFileReader(options);
    try {
      reader.open(file.toString());
      return reader;
    } catch (RocksDBException e) {
      reader.close();
      throw e;
    }
  }

  /** The positions between its first and its last key, whatever is in it. */
  Span around() {
    return new Span(atLeast(keys.getFirst()), atLeast(keys.getLast()) + 1);
  }

  /** A key may be shorter where a range of keys was let go. */
  private static long atLeast(byte[] key) {
    return ByteBuffer.wrap(Arrays.copyOf(key, Long.BYTES)).getLong();
  }
}
