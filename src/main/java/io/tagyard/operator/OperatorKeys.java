package io.tagyard.operator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The operators' keys. Only their hashes are kept. */
public final class OperatorKeys {
  private static final int KEY_BYTES = 24;

  private final OperatorKeyRepository stored;
  private final InstantSource clock;
  private final @Nullable String fixedAdmin;
  private final Map<String, Holder> holders = new ConcurrentHashMap<>();

  /**
   * Keys in this store.
   *
   * @param adminKey the admin key that the environment sets; empty = none
   */
  public OperatorKeys(OperatorKeyRepository stored, InstantSource clock, String adminKey) {
    this.stored = stored;
    this.clock = clock;
    this.fixedAdmin = adminKey.isEmpty() ? null : hash(adminKey);
    stored.findAll().stream().filter(row -> row.revokedAt() == null).forEach(this::remember);
  }

  /** Who holds a key. */
  public record Holder(String name, Role role, @Nullable String workspace) {}

  /**
   * Makes the admin key at first start; the key, to be shown once, or empty when there is one
   * already.
   */
  public Optional<String> firstAdminKey() {
    if (fixedAdmin != null || stored.existsByRoleAndRevokedAtIsNull(Role.ADMIN.toString())) {
      return Optional.empty();
    }
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    String key = "tya_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    OperatorKeyRow row =
        new OperatorKeyRow(hash(key), "admin", Role.ADMIN.toString(), null, clock.millis(), null);
    stored.save(row);
    remember(row);
    return Optional.of(key);
  }

  /** The holder of this key. */
  public Optional<Holder> holder(String key) {
    String hash = hash(key);
    if (fixedAdmin != null && MessageDigest.isEqual(bytes(fixedAdmin), bytes(hash))) {
      return Optional.of(new Holder("admin", Role.ADMIN, null));
    }
    // looked up by hash: timing tells about the hash only, and that leads to no key
    return Optional.ofNullable(holders.get(hash));
  }

  private void remember(OperatorKeyRow row) {
    Role role = Role.valueOf(row.role().toUpperCase(Locale.ROOT));
    holders.put(row.hash(), new Holder(row.name(), role, row.workspace()));
  }

  private static String hash(String key) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(key)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
