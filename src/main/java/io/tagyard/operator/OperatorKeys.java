package io.tagyard.operator;

import io.tagyard.delivery.Durability;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of operators and of the tracking API. Only their hashes are kept. What is added or
 * revoked holds at once. Thread-safe.
 */
public final class OperatorKeys {
  /** What a key of the tracking API may do. */
  public static final List<String> SCOPES = List.of("tracking:read", "tracking:write");

  /** The id of the admin key that the environment sets. */
  static final String ENVIRONMENT = "environment";

  private static final String ADMIN_NAME = "admin";

  private final OperatorKeyRepository stored;
  private final Durability durability;
  private final InstantSource clock;
  private final @Nullable String fixedAdmin;
  private volatile Map<String, KeyHolder> holders = Map.of();

  /**
   * Keys in this store.
   *
   * @param adminKey the admin key that the environment sets; empty = none
   */
  public OperatorKeys(
      OperatorKeyRepository stored, Durability durability, InstantSource clock, String adminKey) {
    this.stored = stored;
    this.durability = durability;
    this.clock = clock;
    this.fixedAdmin = adminKey.isEmpty() ? null : KeyText.hash(adminKey);
    refresh();
  }

  /** A key as lists show it. */
  record Listed(KeyHolder holder, @Nullable Instant createdAt, @Nullable Instant revokedAt) {}

  /**
   * A page, newest first.
   *
   * @param after where the next page begins; null when this is the last
   */
  record Page(List<Listed> keys, @Nullable String after) {}

  /** A new key, whose text is shown this once. */
  record Made(String key, Listed listed) {}

  /** How a revocation ended. */
  enum Revoked {
    DONE,
    UNKNOWN,
    /** Nobody could make another key, or take this one back. */
    LAST_ADMIN
  }

  private void refresh() {
    Map<String, KeyHolder> read = new HashMap<>();
    stored.active().forEach(row -> read.put(row.hash(), holder(row)));
    holders = Map.copyOf(read);
  }

  /**
   * Makes the admin key at first start; the key, to be shown once, or empty when there is one
   * already.
   */
  public synchronized Optional<String> firstAdminKey() {
    return fixedAdmin != null || admins() > 0
        ? Optional.empty()
        : Optional.of(add(ADMIN_NAME, Role.ADMIN, List.of(), null).key());
  }

  /** The holder of this key. */
  public Optional<KeyHolder> holder(String key) {
    String hash = KeyText.hash(key);
    if (fixedAdmin != null && KeyText.same(fixedAdmin, hash)) {
      return Optional.of(environment());
    }
    // looked up by hash: timing tells about the hash only, and that leads to no key
    return Optional.ofNullable(holders.get(hash));
  }

  /** Whether an active key has this name. */
  boolean isTaken(String name) {
    return (fixedAdmin != null && name.equals(ADMIN_NAME))
        || holders.values().stream().anyMatch(holder -> holder.name().equals(name));
  }

  /** The holder of the active key with this id. */
  Optional<KeyHolder> named(String id) {
    return holders.values().stream().filter(holder -> holder.id().equals(id)).findFirst();
  }

  synchronized Made add(
      String name, @Nullable Role role, List<String> scopes, @Nullable String workspace) {
    String key = KeyText.fresh();
    OperatorKeyRow row =
        new OperatorKeyRow(
            KeyText.hash(key),
            name,
            role == null ? null : role.toString(),
            workspace,
            clock.millis(),
            null,
            scopes.isEmpty() ? null : String.join(" ", scopes));
    stored.save(row);
    durability.sync();
    refresh();
    return new Made(key, listed(row));
  }

  /**
   * Ends a key, durably.
   *
   * @param workspace only a key of this one; null = any
   */
  synchronized Revoked revoke(String id, @Nullable String workspace) {
    refresh();
    for (Map.Entry<String, KeyHolder> entry : holders.entrySet()) {
      KeyHolder holder = entry.getValue();
      if (holder.id().equals(id) && (workspace == null || workspace.equals(holder.workspace()))) {
        if (isAdminOfAll(holder) && fixedAdmin == null && admins() == 1) {
          return Revoked.LAST_ADMIN;
        }
        stored.revoke(entry.getKey(), clock.millis());
        durability.sync();
        refresh();
        return Revoked.DONE;
      }
    }
    return Revoked.UNKNOWN;
  }

  /**
   * Keys, also revoked ones.
   *
   * @param workspace only keys of this one; null = all
   * @param after as the page before said; null = from the newest
   */
  Page list(@Nullable String workspace, int limit, @Nullable String after) {
    Place before = Place.of(after);
    List<OperatorKeyRow> rows =
        stored.list(workspace == null ? "" : workspace, before.time(), before.id(), limit + 1);
    List<Listed> keys = new ArrayList<>();
    if (fixedAdmin != null && workspace == null && after == null) {
      keys.add(new Listed(environment(), null, null));
    }
    rows.stream().limit(limit).forEach(row -> keys.add(listed(row)));
    OperatorKeyRow last = rows.size() > limit ? rows.get(limit - 1) : null;
    return new Page(keys, last == null ? null : Place.text(last.createdAt(), last.hash()));
  }

  private long admins() {
    return holders.values().stream().filter(OperatorKeys::isAdminOfAll).count();
  }

  private static boolean isAdminOfAll(KeyHolder holder) {
    return holder.role() == Role.ADMIN && holder.workspace() == null;
  }

  private static KeyHolder environment() {
    return new KeyHolder(ENVIRONMENT, ADMIN_NAME, Role.ADMIN, List.of(), null);
  }

  private static Listed listed(OperatorKeyRow row) {
    Long revoked = row.revokedAt();
    return new Listed(
        holder(row),
        Instant.ofEpochMilli(row.createdAt()),
        revoked == null ? null : Instant.ofEpochMilli(revoked));
  }

  private static KeyHolder holder(OperatorKeyRow row) {
    return new KeyHolder(
        KeyText.id(row.hash()),
        row.name(),
        row.role() == null ? null : Role.valueOf(row.role().toUpperCase(Locale.ROOT)),
        row.scopes() == null ? List.of() : List.of(row.scopes().split(" ")),
        row.workspace());
  }
}
