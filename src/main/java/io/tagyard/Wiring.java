package io.tagyard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.transaction.TransactionOperations;
import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import io.tagyard.delivery.AlarmBoard;
import io.tagyard.delivery.AlarmPost;
import io.tagyard.delivery.AlarmRepository;
import io.tagyard.delivery.AlarmTeller;
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
import io.tagyard.delivery.Search;
import io.tagyard.delivery.SteadyClock;
import io.tagyard.delivery.Stories;
import io.tagyard.destination.carriage.Carriage;
import io.tagyard.destination.http.Courier;
import io.tagyard.diagnostic.Placed;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.intake.BodyRoom;
import io.tagyard.intake.ConnectionLimits;
import io.tagyard.intake.Differences;
import io.tagyard.intake.Intake;
import io.tagyard.intake.IntakeConfig;
import io.tagyard.intake.IntakeCounts;
import io.tagyard.intake.Judge;
import io.tagyard.intake.Origins;
import io.tagyard.intake.Quotas;
import io.tagyard.intake.Requarantine;
import io.tagyard.intake.SourceDoor;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.RocksJournal;
import io.tagyard.operator.Audit;
import io.tagyard.operator.AuditRepository;
import io.tagyard.operator.Backups;
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
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;

/** Builds everything that lives inside the server, in one place. */
@Factory
class Wiring {
  /** What was started before the server. */
  record Given(
      Settings settings,
      InstantSource clock,
      RocksJournal journal,
      Sealer sealer,
      Yard yard,
      DemoSandbox sandbox,
      Disk disk) {}

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
    Counter broken = meters.counter("tagyard.seals.broken");
    return new Opener(given.sealer(), event -> broken.increment());
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
  BodyRoom bodyRoom(IntakeConfig config) {
    return new BodyRoom(Runtime.getRuntime().maxMemory(), config.batchBytesMax());
  }

  @Singleton
  ConnectionLimits connectionLimits(Given given) {
    Settings settings = given.settings();
    return new ConnectionLimits(
        settings.get(Setting.CONNECTIONS), settings.get(Setting.REQUEST_TIME));
  }

  @Singleton
  SourceDoor door(Yard yard, IntakeConfig config, Quotas quotas) {
    return new SourceDoor(yard::current, config, quotas);
  }

  @Singleton
  Origins origins(Yard yard) {
    return new Origins(yard::current);
  }

  @Singleton
  Quotas quotas(Given given, IntakeCounts counts) {
    return new Quotas(given.clock(), counts);
  }

  @Singleton
  IntakeCounts intakeCounts(MeterRegistry meters) {
    return new IntakeCounts(meters);
  }

  @Singleton
  Judge judge(Given given, InboundSeal originals, MeterRegistry meters) {
    Counter personal = meters.counter("tagyard.personal.removed");
    Privacy privacy = new Privacy(given.sealer(), personal::increment);
    Duration skew = given.settings().get(Setting.CLOCK_SKEW);
    return new Judge(Rules.of(given.yard()), privacy, originals, skew);
  }

  @Singleton
  Intake intake(
      Judge judge,
      EventJournal journal,
      IntakeCounts counts,
      Quotas quotas,
      Differences differences,
      Given given) {
    return new Intake(judge, journal, counts, quotas, differences, given.disk()::full);
  }

  @Singleton
  Differences differences(EventJournal journal, IntakeCounts counts, Alarms alarms) {
    return new Differences(
        journal,
        (duplicate, paths) -> {
          counts.differing(duplicate.workspace(), duplicate.source());
          String sentence =
              "%s %s came again and differs in %s from the copy that is kept: two events under one id"
                  .formatted(duplicate.name(), duplicate.id(), String.join(", ", paths));
          String source = duplicate.workspace() + "/" + duplicate.source();
          alarms.raise("duplicate_differs", source, sentence);
        });
  }

  @Singleton
  Requarantine requarantine(Judge judge, EventJournal journal, InboundSeal originals) {
    return new Requarantine(judge, journal, originals);
  }

  // ---- delivery

  @Singleton
  Durability durability(TransactionOperations<Connection> transactions, Given given) {
    String url = given.settings().get(Setting.DATABASE_URL);
    boolean h2 = url.isEmpty() || url.startsWith("jdbc:h2");
    return h2 ? Durability.ofCheckpoint(transactions) : Durability.ofCommit();
  }

  @Singleton
  Parking parking(
      ParkedRepository parked,
      DeadLetterRepository dead,
      OrderStateRepository states,
      LaneStateRepository lanes,
      OwedReceiptRepository owed,
      TransactionOperations<Connection> transactions,
      Durability durability) {
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
            SteadyClock.beside(given.clock()),
            new SecureRandom()));
  }

  /** The operator's networks, and the sandbox's own port for the demo. */
  private static DeliveryConfig deliveryConfig(Settings settings) {
    DeliveryConfig defaults = DeliveryConfig.defaults();
    return new DeliveryConfig(
        settings.get(Setting.WINDOW),
        defaults.bytes(),
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
  Search search(Lanes lanes, Stories stories) {
    return new Search(lanes, stories);
  }

  @Singleton
  @Bean(preDestroy = "close")
  AlarmTeller alarmTeller(
      AlarmRepository rows, Courier courier, Given given, MeterRegistry meters) {
    Optional<AlarmPost> post = AlarmSettings.of(given.settings(), courier::send);
    return new AlarmTeller(rows, post, given.clock(), meters);
  }

  @Singleton
  AlarmBoard alarms(AlarmTeller teller, Given given, MeterRegistry meters) {
    return new AlarmBoard(teller.start(), teller, given.clock(), meters);
  }

  // ---- operators

  @Singleton
  OperatorKeys operatorKeys(OperatorKeyRepository stored, Durability durability, Given given) {
    return new OperatorKeys(
        stored, durability, given.clock(), given.settings().get(Setting.ADMIN_KEY));
  }

  @Singleton
  Audit audit(AuditRepository rows, Given given) {
    return new Audit(rows, given.clock());
  }

  @Singleton
  Explanation explanation(Judge judge, Opener opener, Yard yard, Given given) {
    BiFunction<SafeEvent, Instant, OpenEvent> open = opener::open;
    return new Explanation(judge, open, yard::current);
  }

  @Singleton
  Backups backups(Given given, Parking parking, TransactionOperations<Connection> transactions) {
    Settings settings = given.settings();
    Path data = settings.folder(Setting.DATA);
    Optional<Backup.Database> database =
        settings.get(Setting.DATABASE_URL).isEmpty()
            ? Optional.of(new EmbeddedDatabase(transactions))
            : Optional.empty();
    Backup backup = new Backup(data, given.journal(), database, parking::still, given.clock());
    return new BackupRuns(data, backup, given.clock());
  }

  @Singleton
  HealthPart journalHealth(EventJournal journal) {
    return new HealthPart("journal", journal::trouble, journal::damage);
  }

  @Singleton
  HealthPart diskHealth(Given given) {
    return new HealthPart("disk", given.disk()::full, given.disk()::note);
  }

  @Singleton
  HealthPart laneHealth(Lanes lanes) {
    return new HealthPart("lanes", lanes::trouble);
  }
}
