package io.tagyard.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long the disk takes to promise something: nothing durable can be answered sooner. */
final class Disk {
  private static final int WRITES = 500;
  private static final int BYTES = 4 << 10;

  private Disk() {}

  /** 4 KiB at a time, appended and synced. */
  static Figures yardstick() throws IOException {
    Path file = Files.createTempFile(Path.of("bench", "target"), "sync", "");
    Histogram micros = new Histogram(TimeUnit.SECONDS.toMicros(10), 3);
    long begin = System.nanoTime();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocateDirect(BYTES);
      for (int i = 0; i < WRITES; i++) {
        long start = System.nanoTime();
        channel.write(block.clear());
        channel.force(false);
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
      }
    } finally {
      Files.delete(file);
    }
    return new Figures()
        .with("syncs/s", WRITES * 1e9 / (System.nanoTime() - begin))
        .with(Figures.P50, micros.getValueAtPercentile(50) / 1e3)
        .with(Figures.P99, micros.getValueAtPercentile(99) / 1e3)
        .with(Figures.P999, micros.getValueAtPercentile(99.9) / 1e3);
  }
}
