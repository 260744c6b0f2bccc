package io.tagyard.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The one thread that appends. While a group is being synced the next callers gather; together they
 * share the next sync. A platform thread, because it spends its life in native code.
 */
final class Committer {
  private static final Waiting STOP = new Waiting(List.of(), 0, new CompletableFuture<>());
  private final Store store;
  private final Indexes indexes;
  private final Bounds bounds;
  private final JournalConfig config;
  private final Tail tail;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Semaphore room;
  private final Thread thread;

  Committer(Store store, Indexes indexes, Bounds bounds, Tail tail, JournalConfig config) {
    this.store = store;
    this.indexes = indexes;
    this.bounds = bounds;
    this.config = config;
    this.tail = tail;
    this.room = new Semaphore(config.waitingBytesMax());
    this.thread = Thread.ofPlatform().name("journal-committer").daemon().start(this::run);
  }

  /** Queues; waits when too much is waiting already. */
  CompletableFuture<List<Kept>> append(List<Prepared> entries) {
    int bytes = 1;
    for (Prepared entry : entries) {
      bytes += entry.bytes();
    }
    bytes = Math.min(bytes, config.waitingBytesMax());
    Waiting waiting = new Waiting(entries, bytes, new CompletableFuture<>());
    room.acquireUninterruptibly(bytes);
    queue.add(waiting);
    return waiting.answer();
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
      long bytes = 0;
      while (next != null && next != STOP) {
        callers.add(next);
        bytes += next.bytes();
        next = bytes < config.groupBytesMax() ? queue.poll() : null;
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
      List<List<Kept>> kept = new ArrayList<>(callers.size());
      for (Waiting caller : callers) {
        kept.add(group.keep(caller.entries()));
      }
      group.finish();
      store.write(batch, true);
      group.publish(tail);
      bounds.end(group.next());
      for (int i = 0; i < callers.size(); i++) {
        callers.get(i).answer().complete(kept.get(i));
      }
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

  private static void refuse(List<Waiting> callers, JournalFailure failure) {
    callers.forEach(caller -> caller.answer().completeExceptionally(failure));
  }
}
