package io.tagyard.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The one thread that appends. While a group is being synced the next callers gather; together they
 * share the next sync. Receipts ask for no sync: they wait a little for events to go along with, as
 * a write of its own costs more than what is in it. A platform thread, because it spends its life
 * in native code.
 */
final class Committer {
  private static final Waiting STOP = new Waiting.Stop();

  /** How long receipts wait for others. What waits for them holds a place among the requests. */
  private static final long GATHER_NANOS = 3_000_000;

  private final Store store;
  private final Indexes indexes;
  private final Bounds bounds;
  private final JournalConfig config;
  private final Tail tail;
  private final Acknowledged acknowledged;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Semaphore room;
  private final Thread thread;

  Committer(
      Store store,
      Indexes indexes,
      Bounds bounds,
      Tail tail,
      Acknowledged acknowledged,
      JournalConfig config) {
    this.store = store;
    this.indexes = indexes;
    this.bounds = bounds;
    this.config = config;
    this.tail = tail;
    this.acknowledged = acknowledged;
    this.room = new Semaphore(config.waitingBytesMax());
    this.thread = Thread.ofPlatform().name("journal-committer").daemon().start(this::run);
  }

  /** Queues; waits when too much is waiting already. */
  CompletableFuture<List<Kept>> append(List<Prepared> entries) {
    int bytes = weight(entries.stream().mapToInt(Prepared::bytes).sum());
    return add(new Waiting.Entries(entries, bytes, new CompletableFuture<>())).answer();
  }

  /** Queues receipts; waits when too much is waiting already. */
  CompletableFuture<Void> note(List<Put> puts) {
    int bytes = weight(puts.stream().mapToInt(Put::bytes).sum());
    return add(new Waiting.Receipts(puts, bytes, new CompletableFuture<>())).answer();
  }

  private int weight(int bytes) {
    return Math.min(1 + bytes, config.waitingBytesMax());
  }

  private <W extends Waiting> W add(W waiting) {
    room.acquireUninterruptibly(waiting.bytes());
    queue.add(waiting);
    return waiting;
  }

  /** Commits what is queued, then ends. Nobody may append any more. */
  void stop() {
    queue.add(STOP);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Waiting> callers = new ArrayList<>();
    boolean going = true;
    while (going) {
      callers.clear();
      going = gather(callers);
      if (!callers.isEmpty()) {
        commit(callers);
      }
    }
  }

  /** Everybody who waits, up to the size of a group. False when it is time to end. */
  private boolean gather(List<Waiting> callers) {
    try {
      Waiting next = queue.take();
      long until = System.nanoTime() + GATHER_NANOS;
      long bytes = 0;
      boolean urgent = false;
      while (next != null && next != STOP) {
        callers.add(next);
        bytes += next.bytes();
        urgent |= next instanceof Waiting.Entries;
        long wait = urgent ? 0 : until - System.nanoTime();
        next = bytes < config.groupBytesMax() ? queue.poll(wait, TimeUnit.NANOSECONDS) : null;
      }
      return next != STOP;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the committer", e);
    }
  }

  private void commit(List<Waiting> callers) {
    try (WriteBatch batch = new WriteBatch()) {
      store.trouble().refuse();
      Group group = new Group(store, indexes, batch, bounds.end(), callers);
      List<Runnable> answers = new ArrayList<>(callers.size());
      for (Waiting caller : callers) {
        answers.add(take(caller, group));
      }
      group.finish();
      // what is numbered up to here is synced with it; others may write meanwhile
      long sequence = store.db().getLatestSequenceNumber() + batch.count();
      store.write(batch, group.hasEntries());
      if (group.hasEntries()) {
        acknowledged.write(new Acknowledged.Mark(group.next(), sequence));
      }
      group.publish(tail);
      bounds.end(group.next());
      answers.forEach(Runnable::run);
    } catch (JournalFailure e) {
      refuse(callers, e);
    } catch (RocksDBException | RuntimeException e) {
      refuse(callers, store.trouble().fail("a group could not be written: " + e.getMessage(), e));
    } finally {
      for (Waiting caller : callers) {
        room.release(caller.bytes());
      }
    }
  }

  /** What to tell the caller once the group is written. */
  private static Runnable take(Waiting caller, Group group) throws RocksDBException {
    return switch (caller) {
      case Waiting.Entries one -> {
        List<Kept> kept = group.keep(one.entries());
        yield () -> one.answer().complete(kept);
      }
      case Waiting.Receipts one -> {
        group.note(one.puts());
        yield () -> one.answer().complete(null);
      }
      case Waiting.Stop ignored -> throw new IllegalStateException("in a group: " + caller);
    };
  }

  private static void refuse(List<Waiting> callers, JournalFailure failure) {
    callers.forEach(caller -> caller.answer().completeExceptionally(failure));
  }
}
