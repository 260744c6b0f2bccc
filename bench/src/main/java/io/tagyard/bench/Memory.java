package io.tagyard.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How long the memory takes to answer. A gateway's code and data do not fit into the core's own
 * caches, so this moves every row; on a shared machine it depends on the neighbours.
 */
final class Memory {
  private static final int LINE_INTS = 16;
  private static final int READS = 4_000_000;

  private Memory() {}

  /** Reads that each depend on the one before, in a random order. */
  static Figures yardstick() {
    return new Figures()
        .with("ns/read in 256 KiB", nanos(256 << 10))
        .with("ns/read in 16 MiB", nanos(16 << 20));
  }

  private static double nanos(int bytes) {
    int[] next = ring(bytes / Integer.BYTES);
    int at = walk(next, 0);
    long begin = System.nanoTime();
    at = walk(next, at);
    double nanos = (System.nanoTime() - begin) / (double) READS;
    if (at < 0) {
      throw new IllegalStateException("the walk left the ring");
    }
    return nanos;
  }

  private static int walk(int[] next, int from) {
    int at = from;
    for (int i = 0; i < READS; i++) {
      at = next[at];
    }
    return at;
  }

  /** One step on each cache line. */
  private static int[] ring(int size) {
    List<Integer> order = new ArrayList<>();
    for (int line = 0; line < size / LINE_INTS; line++) {
      order.add(line * LINE_INTS);
    }
    Collections.shuffle(order, new Random(1));
    int[] next = new int[size];
    for (int i = 0; i < order.size(); i++) {
      next[order.get(i)] = order.get((i + 1) % order.size());
    }
    return next;
  }
}
