package io.tagyard.route;

import io.tagyard.diagnostic.Secrets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets that remember which were asked for, by a digest, so that a rotation is noticed. */
final class WatchedSecrets implements Secrets {
  private final Secrets secrets;
  private final Map<String, String> asked = new ConcurrentHashMap<>();

  WatchedSecrets(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Optional<String> env(String name) {
    Optional<String> value = secrets.env(name);
    asked.put("env." + name, digest(value));
    return value;
  }

  @Override
  public Optional<String> file(String name) {
    Optional<String> value = secrets.file(name);
    asked.put("file." + name, digest(value));
    return value;
  }

  /** Digests of those that were asked for, as they were then. */
  Map<String, String> then() {
    return Map.copyOf(asked);
  }

  /** Digests of the same, as they are now. */
  Map<String, String> now() {
    Map<String, String> now = new HashMap<>();
    asked.keySet().forEach(reference -> now.put(reference, digest(now(reference))));
    return now;
  }

  private Optional<String> now(String reference) {
    String name = reference.substring(reference.indexOf('.') + 1);
    return reference.startsWith("env.") ? secrets.env(name) : secrets.file(name);
  }

  private static String digest(Optional<String> value) {
    return value.map(text -> Hashes.hex(Hashes.of(text))).orElse("not set");
  }
}
