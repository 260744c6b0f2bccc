package io.tagyard;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.transaction.TransactionOperations;
import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import io.tagyard.delivery.Alarms;
import io.tagyard.delivery.DeadLetterRepository;
import io.tagyard.delivery.DeadLetters;
import io.tagyard.delivery.DeliveryConfig;
import io.tagyard.delivery.Durability;
import io.tagyard.delivery.Equipment;
import io.tagyard.delivery.LaneStateRepository;
import io.tagyard.delivery.Lanes;
import io.tagyard.delivery.OrderStateRepository;
import io.tagyard.delivery.OwedReceiptRepository;
import io.tagyard.delivery.ParkedRepository;
import io.tagyard.delivery.Parking;
import io.tagyard.delivery.ReplayRepository;
import io.tagyard.delivery.Replays;
import io.tagyard.delivery.Stories;
import io.tagyard.destination.carriage.Carriage;
import io.tagyard.destination.carriage.FileCarrier;
import io.tagyard.destination.carriage.KafkaCarrier;
import io.tagyard.destination.http.Courier;
import io.tagyard.destination.http.Network;
import io.tagyard.destination.http.NetworkPolicy;
import io.tagyard.diagnostic.Placed;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.intake.Intake;
import io.tagyard.intake.IntakeConfig;
import io.tagyard.intake.IntakeCounts;
import io.tagyard.intake.Judge;
import io.tagyard.intake.Requarantine;
import io.tagyard.intake.SourceDoor;
import io.tagyard.journal.EventJournal;
import io.tagyard.operator.Explanation;
import io.tagyard.operator.HealthPart;
import io.tagyard.operator.OperatorKeyRepository;
import io.tagyard.operator.OperatorKeys;
import io.tagyard.privacy.InboundSeal;
import io.tagyard.privacy.Opener;
import io.tagyard.privacy.Privacy;
import io.tagyard.privacy.Sealer;
import io.tagyard.route.Departure;
import io.tagyard.route.Yard;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Builds everything that lives inside the server, in one place. */
@Factory
class Wiring {
  /** What was started before the server. */
  record Given(
      Settings settings,
      InstantSource clock,
      EventJournal journal,
      Sealer sealer,
      Yard yard,
      DemoSandbox sandbox) {}

  // ---- given

  @Singleton
  @Primary
  InstantSource clock(Given given) {
    return given.clock();
  }

  @Singleton
  EventJournal journal(Given given) {
    return given.journal();
  }

  @Singleton
  Yard yard(Given given) {
    return given.yard();
  }

  // ---- privacy

  @Singleton
  Opener opener(Given given, MeterRegistry meters) {
    return new Opener(given.sealer(), event -> meters.counter("tagyard.seals.broken").increment());
  }

  @Singleton
  InboundSeal originals(Given given) {
    return new InboundSeal(given.sealer());
  }

  // ---- intake

  @Singleton
  IntakeConfig intakeConfig(Given given) {
    Settings settings = given.settings();
    return new IntakeConfig(
        settings.get(Setting.EVENT_BYTES).intValue(),
        settings.get(Setting.BATCH_BYTES).intValue(),
        settings.get(Setting.BATCH_EVENTS),
        settings.get(Setting.TRUSTED_PROXIES).stream().map(Placed::value).toList());
  }

  @Singleton
  SourceDoor door(Yard yard, IntakeConfig config) {
    return new SourceDoor(yard::current, config);
  }

  @Singleton
  IntakeCounts intakeCounts(MeterRegistry meters) {
    return new IntakeCounts(meters);
  }

  @Singleton
  Judge judge(Given given, InboundSeal originals, MeterRegistry meters) {
    Privacy privacy =
        new Privacy(
            given.sealer(),
            removed -> meters.counter("tagyard.personal.removed").increment(removed));
    return new Judge(Rules.of(given.yard()), privacy, originals);
  }

  @Singleton
  Intake intake(Judge judge, EventJournal journal, IntakeCounts counts) {
    return new Intake(judge, journal, counts);
  }

  @Singleton
  Requarantine requarantine(Judge judge, EventJournal journal, InboundSeal originals) {
    return new Requarantine(judge, journal, originals);
  }

  // ---- delivery

  @Singleton
  Parking parking(
      ParkedRepository parked,
      DeadLetterRepository dead,
      OrderStateRepository states,
      LaneStateRepository lanes,
      OwedReceiptRepository owed,
      TransactionOperations<Connection> transactions,
      Given given) {
    String url = given.settings().get(Setting.DATABASE_URL);
    boolean h2 = url.isEmpty() || url.startsWith("jdbc:h2");
    Durability durability = h2 ? Durability.ofCheckpoint(transactions) : Durability.ofCommit();
    return new Parking(parked, dead, states, lanes, owed, transactions, durability);
  }

  @Singleton
  Lanes lanes(
      Given given,
      Parking parking,
      Opener opener,
      Carriage carriage,
      Alarms alarms,
      MeterRegistry meters) {
    return new Lanes(
        new Equipment(
            deliveryConfig(given.settings()),
            given.journal(),
            parking,
            opener::open,
            Departure::of,
            carriage::send,
            alarms,
            meters,
            given.clock(),
            new SecureRandom()));
  }

  /** The operator's networks, and the sandbox's own port for the demo. */
  @Singleton
  NetworkPolicy networks(Given given) {
    List<Network> allowed = new ArrayList<>();
    given.settings().get(Setting.ALLOW_NETWORKS).forEach(network -> allowed.add(network.value()));
    given
        .sandbox()
        .portIfRunning()
        .ifPresent(port -> allowed.add(new Network(InetAddress.getLoopbackAddress(), 32, port)));
    return new NetworkPolicy(allowed);
  }

  @Singleton
  @Bean(preDestroy = "close")
  Courier courier(NetworkPolicy networks, Given given) {
    return new Courier(networks, given.clock());
  }

  @Singleton
  @Bean(preDestroy = "close")
  FileCarrier files(Given given) {
    Settings settings = given.settings();
    Path out =
        settings.get(Setting.OUT).isEmpty()
            ? settings.folder(Setting.DATA).resolve("out")
            : settings.folder(Setting.OUT);
    return new FileCarrier(out, given.clock());
  }

  @Singleton
  @Bean(preDestroy = "close")
  KafkaCarrier kafka(NetworkPolicy networks, Given given) {
    return new KafkaCarrier(networks, given.clock());
  }

  @Singleton
  Carriage carriage(Courier courier, FileCarrier files, KafkaCarrier kafka, Given given) {
    Path tokens = given.settings().folder(Setting.DATA).resolve("tokens");
    return new Carriage(
        courier::send,
        new SealedTokens(tokens, given.sealer()),
        given.clock(),
        Map.of("file", files, "kafka", kafka));
  }

  private static DeliveryConfig deliveryConfig(Settings settings) {
    DeliveryConfig defaults = DeliveryConfig.defaults();
    return new DeliveryConfig(
        settings.get(Setting.WINDOW),
        settings.get(Setting.CONCURRENCY),
        defaults.requests(),
        defaults.hosts(),
        defaults.hostWaiting(),
        defaults.orderWaiting(),
        defaults.parkedPerMinute(),
        defaults.probe(),
        settings.get(Setting.PROBE),
        defaults.throttled(),
        defaults.throttledMax(),
        defaults.holdCheck(),
        settings.get(Setting.RETENTION_TIME));
  }

  @Singleton
  DeadLetters deadLetters(Lanes lanes) {
    return new DeadLetters(lanes);
  }

  @Singleton
  Replays replays(Lanes lanes, ReplayRepository rows) {
    return new Replays(lanes, rows);
  }

  @Singleton
  Stories stories(Lanes lanes) {
    return new Stories(lanes);
  }

  @Singleton
  Alarms alarms() {
    return new LogAlarms();
  }

  // ---- operators

  @Singleton
  OperatorKeys operatorKeys(OperatorKeyRepository stored, Given given) {
    return new OperatorKeys(stored, given.clock(), given.settings().get(Setting.ADMIN_KEY));
  }

  @Singleton
  Explanation explanation(Judge judge, Opener opener, Yard yard) {
    BiFunction<SafeEvent, Instant, OpenEvent> open = opener::open;
    return new Explanation(judge, open, yard::current);
  }

  @Singleton
  HealthPart journalHealth(EventJournal journal) {
    return new HealthPart("journal", journal::trouble);
  }

  @Singleton
  HealthPart diskHealth(Given given) {
    Path data = given.settings().folder(Setting.DATA);
    return new HealthPart("disk", () -> Disk.trouble(data));
  }

  @Singleton
  HealthPart laneHealth(Lanes lanes) {
    return new HealthPart("lanes", lanes::trouble);
  }
}
