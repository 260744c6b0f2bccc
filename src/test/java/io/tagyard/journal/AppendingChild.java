package io.tagyard.journal;

import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A process that appends until it is killed, and prints each id once it is acknowledged and has a
 * receipt. A line is whole when it ends in a full stop.
 */
final class AppendingChild {
  private static final int CALLERS = 16;

  private AppendingChild() {}

  static void appendForEver(EventJournal journal) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> last = null;
      for (int caller = 0; caller < CALLERS; caller++) {
        String name = "c" + caller + "-";
        last = threads.submit(() -> append(journal, name, out));
      }
      if (last != null) {
        last.get();
      }
    }
  }

  private static void append(EventJournal journal, String name, PrintStream out) {
    for (int i = 0; ; i++) {
      String id = name + i;
      Kept kept = journal.append(List.of(new Entry.Event(Events.purchase(id)))).join().getFirst();
      long position = ((Kept.Stored) kept).position();
      journal.note(
          List.of(JournalKit.receipt(position, JournalKit.META, Fate.DELIVERED, "accepted", 1)));
      out.println(id + ".");
    }
  }
}
