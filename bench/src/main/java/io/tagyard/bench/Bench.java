package io.tagyard.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the named rows, or all of them, and writes the page. Runs in the project's folder. */
final class Bench {
  private static final Map<String, Measuring> ROWS = new LinkedHashMap<>();

  static {
    ROWS.put("micro", () -> Micro.row());
    ROWS.put("intake", IntakeRows::single);
    ROWS.put("batches", IntakeRows::batches);
    ROWS.put("fanout", DeliveryRows::fanout);
    ROWS.put("postbacks", DeliveryRows::postbacks);
    ROWS.put("isolation", () -> DeliveryRows.isolation(Integer.getInteger("rounds", 5)));
    ROWS.put("routes", GrowthRows::routes);
    ROWS.put("connections", GrowthRows::connections);
    ROWS.put("journal", GrowthRows::journal);
    ROWS.put("backlog", GrowthRows::backlog);
    ROWS.put("memory", GrowthRows::memory);
    ROWS.put("start", IntakeRows::start);
  }

  /** Only the page again; only the long journal that the row "journal" needs. */
  private static final List<String> OTHERS = List.of("page", "fill");

  private Bench() {}

  @FunctionalInterface
  private interface Measuring {
    void go() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    List<String> asked = args.length == 0 ? List.copyOf(ROWS.keySet()) : List.of(args);
    for (String name : asked) {
      if (!ROWS.containsKey(name) && !OTHERS.contains(name)) {
        System.err.println("there is no row " + name + "; there are " + ROWS.keySet());
        System.exit(2);
      }
    }
    for (String name : asked) {
      if (ROWS.containsKey(name)) {
        ROWS.get(name).go();
      } else if (name.equals("fill")) {
        GrowthRows.fill();
      }
    }
    if (!Meter.TRY) {
      writePage();
    }
    System.exit(0); // event loops of the client may linger
  }

  private static void writePage() throws IOException {
    Page.write(List.copyOf(ROWS.keySet()));
  }
}
