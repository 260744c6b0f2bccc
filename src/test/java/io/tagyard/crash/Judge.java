package io.tagyard.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.stories.Await;
import io.tagyard.stories.Balances;
import io.tagyard.stories.GatewayFixture;
import io.tagyard.stories.StoryYard;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Holds what was promised against what arrived, after the faults stopped and all lanes drained. */
final class Judge {
  private static final int ASKING = 16;
  private static final Duration FRESH = Duration.ofSeconds(5);

  /**
   * Every start after a kill writes what the log held into a file of each family, and the store
   * merges them when there are enough; it holds at most 512 open.
   */
  private static final long FILES_MORE = 300;

  private static final long THREADS_MORE = 40;
  private static final long RESIDENT_KIB = 640 << 10;

  private final Campaign campaign;
  private final Ledger ledger;
  private final GatewayFixture gateway;
  private final Map<String, Long> positions = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrongs = new ConcurrentLinkedQueue<>();

  Judge(Campaign campaign) {
    this.campaign = campaign;
    this.ledger = campaign.ledger();
    this.gateway = campaign.gateway();
  }

  /** What is wrong, one sentence each. */
  List<String> wrongs() throws Exception {
    wrongs.addAll(ledger.wrongs());
    everyAcknowledgedEventHasItsFates();
    everyInvalidEventIsInTheQuarantine();
    balancesAreExactAndComplete();
    nothingWasInventedAndLittleCameTwice();
    ordersKeptTheirOrder();
    aFreshEventPasses();
    nothingRawIsAnywhere();
    vitalsAreBack();
    return wrongs.stream().limit(20).toList();
  }

  private void everyAcknowledgedEventHasItsFates() throws InterruptedException {
    try (ExecutorService askers = Executors.newFixedThreadPool(ASKING)) {
      for (String id : ledger.acknowledged().keySet()) {
        askers.execute(() -> story(id));
      }
    }
  }

  private void story(String id) {
    JsonNode stories = gateway.get("/v1/events/" + id).json();
    if (stories.size() != 1) {
      wrongs.add("acknowledged and kept " + stories.size() + " times: " + id);
      return;
    }
    positions.put(id, stories.get(0).path("position").asLong());
    Map<String, String> fates = new TreeMap<>();
    stories
        .get(0)
        .path("legs")
        .forEach(leg -> fates.put(leg.path("connection").asText(), leg.path("fate").asText()));
    Payload payload = ledger.payload(id);
    for (String platform : campaign.platforms().webhooks()) {
      String expected =
          payload != null && payload.kind() == Payload.Kind.DENIED ? "withheld" : "delivered";
      fate(id, platform, expected, fates.getOrDefault(platform, "no leg"));
    }
    String batched =
        payload == null
            ? ""
            : switch (payload.kind()) {
              case DENIED -> "withheld";
              case POISON -> "dead";
              default -> "delivered";
            };
    fate(id, Platforms.BATCHED, batched, fates.getOrDefault("v25-0", "no leg"));
  }

  private void fate(String id, String platform, String expected, String found) {
    boolean arrived = ledger.arrived(platform).containsKey(id);
    if (!found.equals(expected)) {
      wrongs.add(platform + " of " + id + ": " + found + " (expected: " + expected + ")");
    }
    if (arrived != expected.equals("delivered")) {
      wrongs.add(id + " is " + found + " and " + platform + (arrived ? " got it" : " has it not"));
    }
  }

  private void everyInvalidEventIsInTheQuarantine() {
    Set<String> kept = new HashSet<>();
    String after = "";
    while (true) {
      JsonNode page =
          gateway
              .get("/v1/quarantine?limit=500" + (after.isEmpty() ? "" : "&after=" + encoded(after)))
              .json()
              .path("quarantine");
      if (page.isEmpty()) {
        break;
      }
      page.forEach(event -> kept.add(event.path("event_id").asText()));
      after = page.get(page.size() - 1).path("id").asText();
    }
    for (String id : ledger.quarantined()) {
      if (!kept.contains(id)) {
        wrongs.add("quarantined and not there: " + id);
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void balancesAreExactAndComplete() {
    for (JsonNode line : gateway.get("/v1/balance").json().path("connections")) {
      boolean all =
          line.path("complete").asBoolean()
              && line.path("matched").asLong() >= ledger.acknowledged().size();
      if (!Balances.balanced(line) || !all) {
        wrongs.add("balance of " + ledger.acknowledged().size() + " acknowledged events: " + line);
      }
    }
  }

  private void nothingWasInventedAndLittleCameTwice() {
    for (String platform : campaign.platforms().webhooks()) {
      int most = campaign.kills() * Campaign.CONCURRENCY + ledger.inDoubt(platform);
      if (ledger.duplicates(platform) > most) {
        wrongs.add(
            "%s got %d events again (expected: at most %d)"
                .formatted(platform, ledger.duplicates(platform), most));
      }
    }
    int batches = campaign.kills() * Campaign.CONCURRENCY * Campaign.BATCH;
    if (ledger.duplicates(Platforms.BATCHED) > batches) {
      wrongs.add("batches came again: " + ledger.duplicates(Platforms.BATCHED));
    }
    int again = campaign.platforms().faultless().stream().mapToInt(ledger::duplicates).sum();
    if (again == 0) {
      wrongs.add("no kill made an event come twice: the faults did not bite, the run says nothing");
    }
  }

  private void ordersKeptTheirOrder() {
    Map<String, List<String>> orders = new TreeMap<>();
    Map<String, Ledger.Arrivals> arrived = ledger.arrived("ordered");
    positions.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .filter(arrived::containsKey)
        .forEach(id -> {
          Payload payload = ledger.payload(id);
          if (payload != null) {
            orders.computeIfAbsent(payload.orderId(), key -> new ArrayList<>()).add(id);
          }
        });
    orders.forEach((order, ids) -> {
      List<String> asTheyCame =
          ids.stream()
              .sorted(
                  Comparator.comparingLong(
                      id -> arrived.getOrDefault(id, new Ledger.Arrivals(0, 0, 0)).firstNanos()))
              .toList();
      if (!asTheyCame.equals(ids)) {
        wrongs.add(order + " came as " + asTheyCame + " (expected: " + ids + ")");
      }
    });
  }

  private void aFreshEventPasses() {
    Payload fresh = Payload.of(0, 0);
    Payload plain =
        new Payload("fresh", Payload.Kind.PLAIN, "ORD-fresh", fresh.value(), fresh.padding());
    ledger.issue(plain);
    campaign.producer().send(gateway, List.of(plain));
    for (String platform : campaign.platforms().webhooks()) {
      Await.until(
          "a fresh event passes to " + platform,
          FRESH,
          () -> ledger.arrived(platform).containsKey("fresh"));
    }
  }

  private void nothingRawIsAnywhere() throws IOException {
    List<String> raw =
        List.of(
            Payload.MAIL,
            Payload.PHONE,
            StoryYard.KEY,
            GatewayFixture.ADMIN,
            StoryYard.SECRET.substring("whsec_".length()));
    for (String text :
        List.of(
            gateway.said(),
            gateway.get("/v1/dead-letters?limit=500").text(),
            gateway.get("/v1/connections").text(),
            gateway.get("/prometheus").text())) {
      raw.stream().filter(text::contains).forEach(it -> wrongs.add("said in clear: " + it));
    }
    try (Stream<Path> files = Files.walk(gateway.data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        raw.stream()
            .filter(content::contains)
            .forEach(it -> wrongs.add("in clear in " + file.getFileName() + ": " + it));
      }
    }
  }

  private void vitalsAreBack() throws IOException {
    Vitals before = campaign.atStart();
    Vitals after = Vitals.of(gateway.process());
    System.out.println("vitals at the first start " + before + ", after the last drain " + after);
    if (after.files() > before.files() + FILES_MORE
        || after.threads() > before.threads() + THREADS_MORE
        || after.residentKib() > RESIDENT_KIB) {
      wrongs.add("the process holds " + after + " (at its first start: " + before + ")");
    }
  }

  /** How long events took to the healthy platform, quiet and beside the faulty ones: to be read. */
  String timesOfTheHealthyPlatform() {
    return "from acknowledged to delivered, steady: quiet "
        + times(0, 0)
        + ", under faults "
        + times(1, Integer.MAX_VALUE);
  }

  private String times(int fromRound, int toRound) {
    Map<String, Ledger.Arrivals> arrived = ledger.arrived("steady");
    List<Long> millis = new ArrayList<>();
    ledger
        .acknowledged()
        .forEach((id, acknowledged) -> {
          Ledger.Arrivals first = arrived.get(id);
          if (first != null
              && first.firstRound() == acknowledged.round()
              && acknowledged.round() >= fromRound
              && acknowledged.round() <= toRound) {
            millis.add(Math.max(0, (first.firstNanos() - acknowledged.nanos()) / 1_000_000));
          }
        });
    millis.sort(null);
    return millis.isEmpty()
        ? "none"
        : "p50 %d ms, p99 %d ms of %d"
            .formatted(
                millis.get(millis.size() / 2), millis.get(millis.size() * 99 / 100), millis.size());
  }
}
