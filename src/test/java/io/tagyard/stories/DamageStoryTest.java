package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged journal: what was acknowledged and is lost is told, buried and counted. */
class DamageStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int EVENTS = 60;

  @TempDir Path folder;

  private final FaultServer platforms = new FaultServer();
  private GatewayFixture gateway;

  @BeforeEach
  void aGatewayWithOneConnectionThatWaits() throws Exception {
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    yard.webhook("hook", platforms.url("hook"), "{ flush: 20ms }");
    yard.webhook("other", platforms.url("other"), "{ flush: 20ms }");
    yard.write();
    gateway = GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"));
    gateway.act("/v1/connections/acme/hook/pause", "");
    // what belongs to no event, such as the lanes' places, is in tables and not in the events' log
    assertThat(gateway.stop()).isZero();
    gateway.start();
    for (int i = 0; i < EVENTS; i++) {
      assertThat(send("kept-%02d".formatted(i))).isEqualTo(202);
    }
    Balances.await(gateway, "other", "delivered", EVENTS);
  }

  @AfterEach
  void end() throws InterruptedException {
    gateway.close();
    platforms.close();
  }

  @Test
  void aLogThatWasCutIsAnAlarmAndItsLegsAreDeadOnceHoweverOftenItIsKilled() throws Exception {
    gateway.kill();
    Path log = journalFile(".log", "kept-40");
    cut(log, indexOf(log, "kept-40"));
    gateway.start();
    awaitAlarm();
    gateway.kill(); // between noticing and burying: the connection still waits
    gateway.start();
    awaitAlarm();
    gateway.act("/v1/connections/acme/hook/resume", "");
    Balances.await(gateway, "hook", "pending", 0);
    long dead = addsUp("hook", EVENTS);
    addsUp("other", EVENTS);
    assertThat(dead).isBetween(20L, 21L);
    assertThat(platforms.received("hook")).hasSize(EVENTS - (int) dead);
    assertThat(note())
        .startsWith("ok; ")
        .contains(": " + dead + ", at positions ")
        .contains("..59");
    assertThat(gateway.get("/prometheus").text())
        .contains("tagyard_journal_damaged " + dead + ".0")
        .contains("tagyard_alarms{kind=\"journal_damaged\"} 1.0");

    gateway.kill();
    gateway.start();
    Balances.await(gateway, "hook", "dead", dead);
    addsUp("hook", EVENTS);
    assertThat(letters("hook")).as("buried once").hasSize((int) dead);
    assertThat(send("kept-40")).as("the sender may repeat what was lost").isEqualTo(202);
    Await.until("it arrives", PATIENCE, () -> bodies("hook").contains("kept-40"));
  }

  @Test
  void whatADiskHasChangedIsToldByWhoReadsItAndBuriedByWhoNeedsIt() throws Exception {
    gateway.act("/v1/connections/acme/hook/resume", "");
    Balances.await(gateway, "hook", "delivered", EVENTS);
    gateway.act("/v1/connections/acme/hook/pause", "");
    for (int i = 0; i < 5; i++) {
      send("late-" + i);
    }
    Balances.await(gateway, "other", "delivered", EVENTS + 5L);
    assertThat(gateway.stop()).isZero();
    gateway.start();
    flip(journalFile(".sst", "kept-01"), "kept-01");
    assertThat(gateway.get("/v1/events/kept-01").status()).as("read from the disk").isEqualTo(404);
    awaitAlarm();
    assertThat(gateway.get("/health/readiness").status()).isEqualTo(200);
    assertThat(gateway.stop()).isZero();
    flip(journalFile(".sst", "late-3"), "late-3");
    gateway.start();
    gateway.act("/v1/connections/acme/hook/resume", "");
    Balances.await(gateway, "hook", "pending", 0);
    long dead = addsUp("hook", EVENTS + 5);
    assertThat(dead).isBetween(1L, 5L);
    assertThat(platforms.received("hook")).hasSize(EVENTS + 5 - (int) dead);
    assertThat(letters("hook")).anyMatch(one -> one.path("id").asText().endsWith("#63"));
    assertThat(Balances.of(gateway, "other").path("delivered").asLong()).isEqualTo(EVENTS + 5L);
    JsonNode retried = gateway.act("/v1/dead-letters/retry", "{\"connection\":\"hook\"}").json();
    assertThat(retried.path("retried").asInt()).as("nothing is left to send").isZero();
  }

  @Test
  void aStartWithoutATableOfTheJournalIsRefusedAndCanBeForced() throws Exception {
    assertThat(gateway.stop()).isZero();
    Path table = journalFile(".sst", "kept-01");
    Files.delete(table);
    assertThatThrownBy(() -> gateway.start())
        .hasMessageContaining("the gateway ended with 1")
        .hasMessageContaining(table + " is missing")
        .hasMessageContaining("journal-damaged: continue");
    gateway =
        GatewayFixture.start(
            folder.resolve("routes"),
            folder.resolve("data"),
            Map.of("TAGYARD_JOURNAL_DAMAGED", "continue"));
    awaitAlarm();
    gateway.act("/v1/connections/acme/hook/resume", "");
    Balances.await(gateway, "hook", "pending", 0);
    assertThat(addsUp("hook", EVENTS)).isPositive();
    assertThat(send("after")).isEqualTo(202);
    Await.until("new ones arrive", PATIENCE, () -> bodies("hook").contains("after"));
  }

  @Test
  void aLogThatIsGoneIsAnAlarmAndAJournalThatIsGoneIsRefused() throws Exception {
    gateway.kill();
    Files.delete(journalFile(".log", "kept-01"));
    gateway.start();
    awaitAlarm();
    gateway.act("/v1/connections/acme/hook/resume", "");
    Balances.await(gateway, "hook", "dead", EVENTS);
    addsUp("hook", EVENTS);
    addsUp("other", EVENTS);

    gateway.kill();
    Files.move(folder.resolve("data/journal"), folder.resolve("elsewhere"));
    assertThatThrownBy(() -> gateway.start())
        .hasMessageContaining("the gateway ended with 1")
        .hasMessageContaining("journal is missing, and the database beside it is not")
        .hasMessageContaining("stores-apart: redeliver");
  }

  /** Every event has one fate on this connection; how many are dead, all for the damage. */
  private long addsUp(String connection, int events) {
    JsonNode line = Balances.of(gateway, connection);
    assertThat(Balances.balanced(line)).as(line.toString()).isTrue();
    assertThat(line.path("matched").asLong()).as(line.toString()).isEqualTo(events);
    List<JsonNode> letters = letters(connection);
    assertThat(letters).hasSize(line.path("dead").asInt());
    assertThat(letters)
        .allSatisfy(
            letter -> assertThat(letter.path("reason").asText()).isEqualTo("event_damaged"));
    return line.path("dead").asLong();
  }

  private List<JsonNode> letters(String connection) {
    List<JsonNode> letters = new ArrayList<>();
    gateway
        .get("/v1/dead-letters?limit=500&connection=" + connection)
        .json()
        .path("dead_letters")
        .forEach(letters::add);
    return letters;
  }

  private void awaitAlarm() {
    Await.until(
        "journal_damaged stands; the gateway said\n" + gateway.said(),
        PATIENCE,
        () ->
            gateway.get("/v1/alarms").json().path("alarms").toString().contains("journal_damaged"));
  }

  private String note() {
    return gateway.get("/health/readiness").json().path("checks").path("journal").asText();
  }

  private String bodies(String platform) {
    return platforms.received(platform).stream().map(one -> one.body()).toList().toString();
  }

  private int send(String id) {
    return gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase(id)).status();
  }

  private Path journalFile(String ending, String text) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data/journal"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(ending)).toList()) {
        if (indexOf(file, text) >= 0) {
          return file;
        }
      }
    }
    throw new AssertionError("no file with " + text);
  }

  private static int indexOf(Path file, String text) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private static void cut(Path file, long length) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    }
  }

  private static void flip(Path file, String text) throws IOException {
    int at = indexOf(file, text);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      int old = open.read();
      open.seek(at);
      open.write(old ^ 1);
    }
  }
}
