package io.tagyard.cli;

import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Secrets;
import java.util.Locale;
import java.util.Optional;

/**
 * Stands for secrets where there are none, as on a machine that only checks files: every name is
 * set, to a text of its own. Nothing real is read, so the answer is the same everywhere.
 */
final class PretendedSecrets implements Secrets {
  /** Long enough for a key, and fit for a host or a path. */
  private static final String TEXT = "pretended-secret-";

  @Override
  public Optional<String> env(String name) {
    return Optional.of(
        name.equals(ProcessSecrets.SANDBOX_PORT) ? "65535" : TEXT + "env-" + plain(name));
  }

  @Override
  public Optional<String> file(String name) {
    return Optional.of(TEXT + "file-" + plain(name));
  }

  /** Whether it may be wrong only because a number or an address is pretended. */
  static boolean isToBlame(Problem problem) {
    Place place = problem.place();
    String line = place.source().line(place.line());
    String rest = line.substring(Math.min(place.column() - 1, line.length()));
    String found = rest.substring(0, Math.min(place.length(), rest.length()));
    return problem.code().startsWith("wrong-") && REFERENCE.matcher(found).find();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-")
        + "-"
        + Integer.toHexString(name.hashCode());
  }
}
