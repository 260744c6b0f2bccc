package io.tagyard.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Digests;
import io.tagyard.event.Events;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.SourceKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Measures the journal: so many callers, each waiting for its own acknowledgement of one purchase
 * of about 1 KB. Arguments: seconds, then numbers of callers, for example {@code 30 64 512}; {@code
 * -Dfill=N} first keeps N events in calls of 1,000.
 */
final class JournalLoad {
  private static final int LATENCIES_MAX = 200_000;
  private final EventJournal journal;
  private final SafeEvent template;
  private final LongAdder done = new LongAdder();
  private volatile boolean over;

  private JournalLoad(EventJournal journal) {
    this.journal = journal;
    this.template = template();
  }

  public static void main(String[] args) throws Exception {
    int seconds = Integer.parseInt(args[0]);
    System.out.println(
        "callers  mean/s  worst s  p50 ms  p99 ms  max ms  cpu us/event  bytes/event");
    for (int i = 1; i < args.length; i++) {
      Path folder = Files.createTempDirectory(Path.of(System.getProperty("dir", "/tmp")), "load");
      try (EventJournal journal =
          RocksJournal.open(folder, JournalConfig.DEFAULT, InstantSource.system())) {
        new JournalLoad(journal)
            .fill(Integer.getInteger("fill", 0))
            .run(Integer.parseInt(args[i]), seconds);
      } finally {
        delete(folder);
      }
    }
  }

  private JournalLoad fill(int events) {
    for (int i = 0; i < events; i += 1_000) {
      List<Entry> entries = new ArrayList<>();
      for (int j = i; j < i + 1_000; j++) {
        entries.add(new Entry.Event(event("fill", j)));
      }
      journal.append(entries).join();
    }
    return this;
  }

  private void run(int callers, int seconds) throws Exception {
    List<long[]> latencies = new ArrayList<>();
    List<Long> rates = new ArrayList<>();
    long bytes = journal.bytes();
    long end = journal.end();
    long cpu = cpuNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < callers; caller++) {
        String name = "c" + caller + "-";
        long[] mine = new long[LATENCIES_MAX / callers];
        latencies.add(mine);
        threads.submit(() -> append(name, mine));
      }
      long before = 0;
      for (int second = 0; second < seconds; second++) {
        Thread.sleep(Duration.ofSeconds(1));
        long now = done.sum();
        rates.add(now - before);
        before = now;
      }
      over = true;
    }
    long events = journal.end() - end;
    report(
        callers,
        rates,
        latencies,
        (cpuNanos() - cpu) / 1e3 / events,
        (journal.bytes() - bytes) / events);
  }

  private void append(String name, long[] latencies) {
    for (int i = 0; !over; i++) {
      SafeEvent event = event(name, i);
      long start = System.nanoTime();
      journal.append(List.of(new Entry.Event(event))).join();
      latencies[i % latencies.length] = System.nanoTime() - start;
      done.increment();
    }
  }

  /** The first second warms up and is not counted. */
  private static void report(
      int callers, List<Long> rates, List<long[]> latencies, double cpu, long bytes) {
    List<Long> counted = rates.subList(1, rates.size());
    double mean = counted.stream().mapToLong(Long::longValue).average().orElse(0);
    long worst = counted.stream().mapToLong(Long::longValue).min().orElse(0);
    long[] all =
        latencies.stream().flatMapToLong(Arrays::stream).filter(t -> t > 0).sorted().toArray();
    System.out.printf(
        "%7d %7.0f %8d %7.2f %7.2f %7.1f %13.1f %12d%n        by second: %s%n",
        callers, mean, worst, ms(all, 0.5), ms(all, 0.99), ms(all, 1.0), cpu, bytes, rates);
  }

  private static double ms(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private SafeEvent event(String name, int number) {
    String id = name + number + "-3f6c1d8a";
    ObjectNode body = template.body().deepCopy();
    body.put("id", id);
    ((ObjectNode) body.get("order")).put("id", "ORD-" + id);
    Map<String, String> digests = new HashMap<>();
    for (String variant : List.of("email.basic", "email.google", "phone.e164")) {
      digests.put(variant, "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b");
    }
    return new SafeEvent(
        "acme",
        "backend",
        SourceKind.SERVER,
        id,
        "purchase",
        Events.NOON,
        "web",
        Instant.now(),
        Set.of(),
        body,
        null,
        new Digests(digests),
        1,
        template.consent(),
        List.of());
  }

  private static SafeEvent template() {
    ObjectNode body =
        Events.json(
            """
            {"id":"","name":"purchase","time":"2026-11-20T10:00:00Z","channel":"web",
            "page":{"url":"https://shop.acme.example/checkout/thanks","title":"Thank you"},
            "user":{"id":"customer-1234567","anonymous_id":"0b7c9a52-7d8c-4d0e-9f55-7e2f4a1c9b11"},
            "click_ids":{"gclid":"Cj0KCQiA0fu5BhDQARIsAMXUBOLq8example","fbclid":"IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB"},
            "cookies":{"_fbp":"fb.1.1596403881668.1116446470","_ga":"GA1.1.1234567890.1700000000"},
            "order":{"id":"","value":"123.45","currency":"USD","tax":"9.88","shipping":"5.00",
            "items":[{"id":"sku-1","name":"Walking boots","price":"89.90","quantity":1},{"id":"sku-2","name":"Socks","price":"9.33","quantity":2}]}}\
            """);
    return Events.safe(body);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
