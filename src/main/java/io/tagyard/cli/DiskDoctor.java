package io.tagyard.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The data folder: who may use it, how much room there is, how fast it keeps. */
final class DiskDoctor {
  private static final int SYNCS = 50;
  private static final int SYNC_BYTES = 4096;
  private static final long FREE_MIN = 512L << 20;
  private static final double SLOW_MILLIS = 5;
  private static final double TOO_SLOW_MILLIS = 50;
  private static final double INCREDIBLE_MILLIS = 0.02;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private static final String PROBE = "doctor";
  private static final String PROBE_END = ".tmp";

  private DiskDoctor() {}

  /** Whether this is what a doctor writes to see how fast the disk is. */
  static boolean isProbe(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PROBE) && name.endsWith(PROBE_END);
  }

  static List<Finding> look(Path data, long retentionBytes) {
    Path there = existing(data);
    try {
      if (!Files.isDirectory(there) || !Files.isWritable(there)) {
        return List.of(
            Finding.fail(
                "data folder",
                there + " cannot be written",
                "let the gateway's user write there, or choose another folder with --data"));
      }
      return Stream.of(
              Optional.of(folder(data, there)),
              keyset(data),
              Optional.of(room(there, retentionBytes)),
              Optional.of(sync(there)))
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      return List.of(
          Finding.fail(
              "data folder",
              there + ": " + e.getClass().getSimpleName(),
              "look at the disk and at the permissions of the folder"));
    }
  }

  private static Path existing(Path data) {
    Path at = data;
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  private static Finding folder(Path data, Path there) {
    return there.equals(data)
        ? Finding.ok("data folder", data + " can be written")
        : Finding.ok("data folder", data + " is made at the first start");
  }

  /** Who reads the keyset reads what is sealed. */
  private static Optional<Finding> keyset(Path data) throws IOException {
    Path keyset = data.resolve("keyset.json");
    if (!Files.exists(keyset) || !Files.getFileStore(keyset).supportsFileAttributeView("posix")) {
      return Optional.empty();
    }
    boolean open = Files.getPosixFilePermissions(keyset).stream().anyMatch(OTHERS::contains);
    return Optional.of(
        open
            ? Finding.warn(
                "keyset", keyset + " can be read by everybody here", "chmod 600 " + keyset)
            : Finding.ok("keyset", "is not open to others"));
  }

  private static Finding room(Path there, long retentionBytes) throws IOException {
    long free = Files.getFileStore(there).getUsableSpace();
    String said = mebibytes(free) + " are free";
    if (free < FREE_MIN) {
      return Finding.fail("free space", said, "make room: below 512 MiB events are answered 503");
    }
    return free < retentionBytes
        ? Finding.warn(
            "free space",
            said + ", and the journal may grow to " + mebibytes(retentionBytes),
            "make room, or lower retention.bytes")
        : Finding.ok("free space", said);
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }

  /** What every 202 waits for. */
  private static Finding sync(Path there) throws IOException {
    double[] millis = syncs(there);
    Arrays.sort(millis);
    double half = millis[SYNCS / 2];
    String said =
        String.format(
            Locale.ROOT,
            "4 KiB written and synced in %.2f ms (half of them), %.2f ms (the slowest of %d)",
            half,
            millis[SYNCS - 1],
            SYNCS);
    if (half > TOO_SLOW_MILLIS) {
      return Finding.fail("disk sync", said, "put the data folder on a local SSD");
    }
    if (half > SLOW_MILLIS) {
      return Finding.warn(
          "disk sync", said, "every answer waits for it; a local SSD takes less than 1 ms");
    }
    return half < INCREDIBLE_MILLIS
        ? Finding.warn(
            "disk sync",
            said,
            "faster than a disk can be: a memory file system, or one that does not sync, loses"
                + " events when the power goes")
        : Finding.ok("disk sync", said);
  }

  private static double[] syncs(Path there) throws IOException {
    Path file = Files.createTempFile(there, PROBE, PROBE_END);
    double[] millis = new double[SYNCS];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(SYNC_BYTES));
        channel.force(false);
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return millis;
  }
}
