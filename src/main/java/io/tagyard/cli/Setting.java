package io.tagyard.cli;

import io.tagyard.destination.http.Network;
import io.tagyard.diagnostic.FieldType;
import io.tagyard.diagnostic.Placed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A process setting.
 *
 * @param name dotted, as in {@code tagyard-defaults.yaml}
 * @param secret masked wherever settings are shown
 */
public record Setting<T>(String name, FieldType<T> type, boolean secret) {
  public static final Setting<String> DATA = of("data", FieldType.TEXT);
  public static final Setting<String> ROUTES = of("routes", FieldType.TEXT);
  public static final Setting<String> DESTINATIONS = of("destinations", FieldType.TEXT);
  public static final Setting<String> SECRETS = of("secrets", FieldType.TEXT);
  public static final Setting<String> OUT = of("out", FieldType.TEXT);
  public static final Setting<String> HOST = of("host", FieldType.TEXT);
  public static final Setting<Integer> PORT = of("port", FieldType.integer(0, 65_535));
  public static final Setting<Boolean> DEMO = of("demo", FieldType.FLAG);
  public static final Setting<String> ADMIN_KEY = new Setting<>("admin-key", FieldType.TEXT, true);
  public static final Setting<List<Placed<Network>>> ALLOW_NETWORKS =
      of("allow-networks", new NetworkField().oneOrMany());
  public static final Setting<List<Placed<Network>>> TRUSTED_PROXIES =
      of("trusted-proxies", new NetworkField().oneOrMany());
  public static final Setting<Long> EVENT_BYTES = of("limits.event", FieldType.SIZE);
  public static final Setting<Long> BATCH_BYTES = of("limits.batch", FieldType.SIZE);
  public static final Setting<Integer> BATCH_EVENTS =
      of("limits.batch-events", FieldType.integer(1, 100_000));
  public static final Setting<Integer> CONNECTIONS =
      of("limits.connections", FieldType.integer(1, 1_000_000));
  public static final Setting<Duration> REQUEST_TIME = of("limits.request", FieldType.DURATION);
  public static final Setting<Duration> IDLE_TIME = of("limits.idle", FieldType.DURATION);
  public static final Setting<Duration> RETENTION_TIME = of("retention.time", FieldType.DURATION);
  public static final Setting<Long> RETENTION_BYTES = of("retention.bytes", FieldType.SIZE);
  public static final Setting<Duration> RETENTION_DEAD_LETTERS =
      of("retention.dead-letters", FieldType.DURATION);
  public static final Setting<Duration> RETENTION_ORDERS =
      of("retention.orders", FieldType.DURATION);
  public static final Setting<Long> DISK_QUOTA = of("disk.quota", FieldType.SIZE);
  public static final Setting<BigDecimal> DISK_WARN = of("disk.warn", FieldType.PERCENT);
  public static final Setting<BigDecimal> DISK_STOP = of("disk.stop", FieldType.PERCENT);
  public static final Setting<Long> DISK_FREE_WARN = of("disk.free-warn", FieldType.SIZE);
  public static final Setting<Long> DISK_FREE_STOP = of("disk.free-stop", FieldType.SIZE);
  public static final Setting<Duration> DEDUP_WINDOW = of("dedup-window", FieldType.DURATION);
  public static final Setting<String> JOURNAL = of("journal", FieldType.choice("embedded"));
  public static final Setting<String> STORES_APART =
      of("stores-apart", FieldType.choice("refuse", "redeliver"));
  public static final Setting<String> JOURNAL_DAMAGED =
      of("journal-damaged", FieldType.choice("refuse", "continue"));
  public static final Setting<String> DATABASE_URL = of("database.url", FieldType.TEXT);
  public static final Setting<String> DATABASE_USER = of("database.user", FieldType.TEXT);
  public static final Setting<String> DATABASE_PASSWORD =
      new Setting<>("database.password", FieldType.TEXT, true);
  public static final Setting<Integer> CONCURRENCY =
      of("delivery.concurrency", FieldType.integer(1, 256));
  public static final Setting<Integer> WINDOW =
      of("delivery.window", FieldType.integer(1, 100_000));
  public static final Setting<Duration> PROBE = of("delivery.probe", FieldType.DURATION);
  public static final Setting<Duration> CLOCK_SKEW = of("delivery.clock-skew", FieldType.DURATION);
  public static final Setting<Duration> STOP = of("delivery.stop", FieldType.DURATION);
  public static final Setting<String> ALARMS_URL = of("alarms.url", FieldType.TEXT);
  public static final Setting<String> ALARMS_SECRET =
      new Setting<>("alarms.secret", FieldType.TEXT, true);
  public static final Setting<Integer> ALARMS_QUARANTINE =
      of("alarms.quarantine", FieldType.integer(1, 1_000_000));
  public static final Setting<Duration> RELOAD = of("reload", FieldType.DURATION);

  /** All of them, in the order of the default file. */
  public static final List<Setting<?>> ALL =
      List.of(
          DATA,
          ROUTES,
          DESTINATIONS,
          SECRETS,
          OUT,
          HOST,
          PORT,
          DEMO,
          ADMIN_KEY,
          ALLOW_NETWORKS,
          TRUSTED_PROXIES,
          EVENT_BYTES,
          BATCH_BYTES,
          BATCH_EVENTS,
          CONNECTIONS,
          REQUEST_TIME,
          IDLE_TIME,
          RETENTION_TIME,
          RETENTION_BYTES,
          RETENTION_DEAD_LETTERS,
          RETENTION_ORDERS,
          DISK_QUOTA,
          DISK_WARN,
          DISK_STOP,
          DISK_FREE_WARN,
          DISK_FREE_STOP,
          DEDUP_WINDOW,
          JOURNAL,
          STORES_APART,
          JOURNAL_DAMAGED,
          DATABASE_URL,
          DATABASE_USER,
          DATABASE_PASSWORD,
          CONCURRENCY,
          WINDOW,
          PROBE,
          CLOCK_SKEW,
          STOP,
          ALARMS_URL,
          ALARMS_SECRET,
          ALARMS_QUARANTINE,
          RELOAD);

  private static <T> Setting<T> of(String name, FieldType<T> type) {
    return new Setting<>(name, type, false);
  }

  /** The option of this setting, as people write it: a repeatable one is named in the singular. */
  public String option() {
    return equals(ALLOW_NETWORKS) ? "--allow-network" : "--" + name;
  }

  /**
   * The environment variable of this setting: {@code retention.time} is {@code
   * TAGYARD_RETENTION_TIME}.
   */
  public String variable() {
    return "TAGYARD_" + name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }
}
