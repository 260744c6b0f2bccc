package io.tagyard.cli;

import io.tagyard.destination.http.Network;
import io.tagyard.diagnostic.Placed;
import java.util.ArrayList;
import java.util.List;

/** Settings that are legal and unwise. */
final class SettingsDoctor {
  private static final int ADMIN_KEY_MIN = 16;

  private SettingsDoctor() {}

  static List<Finding> look(Settings settings) {
    List<Finding> found = new ArrayList<>();
    String admin = settings.get(Setting.ADMIN_KEY);
    if (!admin.isEmpty() && admin.length() < ADMIN_KEY_MIN) {
      found.add(
          Finding.warn(
              "settings",
              "admin-key has fewer than " + ADMIN_KEY_MIN + " characters",
              "it is guessed; take a longer one"));
    }
    if (everything(settings.get(Setting.ALLOW_NETWORKS))) {
      found.add(
          Finding.warn(
              "settings",
              "allow-networks opens every address",
              "name the networks that destinations are in; this also lets plain http out"));
    }
    if (everything(settings.get(Setting.TRUSTED_PROXIES))) {
      found.add(
          Finding.warn(
              "settings",
              "trusted-proxies believes everybody's X-Forwarded-For",
              "name the addresses of your proxies"));
    }
    String url = settings.get(Setting.DATABASE_URL);
    if (url.startsWith("jdbc:postgresql") && !hasDriver("org.postgresql.Driver")) {
      found.add(
          Finding.fail(
              "settings",
              "database.url needs a driver that is not in this build",
              "leave it empty, or add the PostgreSQL driver"));
    }
    if (found.isEmpty()) {
      found.add(Finding.ok("settings", "nothing odd about them (./tagyard echo shows them)"));
    }
    return found;
  }

  private static boolean everything(List<Placed<Network>> networks) {
    return networks.stream().anyMatch(network -> network.value().bits() == 0);
  }

  private static boolean hasDriver(String name) {
    try {
      Class.forName(name, false, SettingsDoctor.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
