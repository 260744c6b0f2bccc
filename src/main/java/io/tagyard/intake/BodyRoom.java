package io.tagyard.intake;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of requests may be in memory at once, in all: what has arrived and is not answered yet,
 * and, of that, what is being read and judged, which takes eight times its bytes. Without it a few
 * dozen of the largest batches at the same time would end the process. Thread-safe.
 */
public final class BodyRoom {
  /** Of a request, what never counts as large. */
  static final int SMALL = 64 << 10;

  private static final int HEAP_PER_BYTE = 10;
  private static final int HEAP_PER_BYTE_AT_WORK = 40;
  private static final double SHARE_OF_LARGE = 0.75;

  private final long all;
  private final long forLarge;
  private final int largest;
  private final AtomicLong taken = new AtomicLong();
  private final int desks;
  private final Semaphore atWork;

  /**
   * Room for a process of this heap, and at least for one of the largest requests.
   *
   * @param heapBytes most the process may use
   * @param largest bytes of the largest request
   */
  public BodyRoom(long heapBytes, int largest) {
    this.largest = largest + SMALL;
    forLarge = Math.max((long) (heapBytes * SHARE_OF_LARGE / HEAP_PER_BYTE), this.largest);
    all = (long) (forLarge / SHARE_OF_LARGE);
    desks = (int) Math.max(heapBytes / HEAP_PER_BYTE_AT_WORK, largest);
    atWork = new Semaphore(desks, true);
  }

  /**
   * Takes room for more of a request; false when there is none. Large ones get three quarters of
   * it, so that they never take the last from the small ones.
   *
   * @param before what this request has taken already
   */
  boolean take(long before, long more) {
    long limit = before + more > SMALL ? forLarge : all;
    long now = taken.addAndGet(more);
    if (now <= limit) {
      return true;
    }
    taken.addAndGet(-more);
    return false;
  }

  void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** Bytes of the largest request that is ever taken. */
  int largest() {
    return largest;
  }

  /** Waits until so much may be read and judged; what is larger than all waits for all. */
  int begin(int bytes) {
    int weight = Math.min(Math.max(bytes, 1), desks);
    atWork.acquireUninterruptibly(weight);
    return weight;
  }

  /** Ends what {@link #begin} has begun. */
  void end(int weight) {
    atWork.release(weight);
  }
}
