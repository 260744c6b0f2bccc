package io.tagyard.journal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The first and the end position, and the signal that the end has moved. */
final class Bounds {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private volatile long first;
  private volatile long end;

  Bounds(long first, long end) {
    this.first = first;
    this.end = end;
  }

  /** At most the end: nothing is kept when both are equal. */
  long first() {
    return Math.min(first, end);
  }

  long end() {
    return end;
  }

  void first(long position) {
    first = position;
  }

  void end(long position) {
    lock.lock();
    try {
      end = position;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void awaitBeyond(long position, Duration atMost) throws InterruptedException {
    if (end > position) {
      return;
    }
    long left = TimeUnit.NANOSECONDS.convert(atMost);
    lock.lockInterruptibly();
    try {
      while (end <= position && left > 0) {
        left = moved.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
