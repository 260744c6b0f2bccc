package io.tagyard;

import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the framework is told about the settings. */
final class GatewayProperties {
  /** The doors are stricter; the framework must not be before them. */
  private static final long WRAPPING_BYTES = 1 << 20;

  private GatewayProperties() {}

  static Map<String, Object> of(Settings settings) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("micronaut.server.host", settings.get(Setting.HOST));
    properties.put(
        "micronaut.server.port", settings.get(Setting.PORT) == 0 ? -1 : settings.get(Setting.PORT));
    properties.put("micronaut.server.idle-timeout", settings.get(Setting.IDLE_TIME));
    properties.put("micronaut.server.read-idle-timeout", settings.get(Setting.IDLE_TIME));
    properties.put(
        "micronaut.server.max-request-size", settings.get(Setting.BATCH_BYTES) + WRAPPING_BYTES);
    String url = settings.get(Setting.DATABASE_URL);
    boolean embedded = url.isEmpty();
    properties.put("datasources.default.url", embedded ? h2(settings.folder(Setting.DATA)) : url);
    properties.put(
        "datasources.default.username", embedded ? "sa" : settings.get(Setting.DATABASE_USER));
    properties.put(
        "datasources.default.password", embedded ? "" : settings.get(Setting.DATABASE_PASSWORD));
    properties.put(
        "datasources.default.driver-class-name",
        embedded || url.startsWith("jdbc:h2") ? "org.h2.Driver" : "org.postgresql.Driver");
    return properties;
  }

  /**
   * A commit is in the operating system's hands when it returns; what must survive power loss is
   * synced explicitly.
   */
  static String h2(Path data) {
    return "jdbc:h2:file:"
        + data.resolve("tagyard")
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
  }
}
