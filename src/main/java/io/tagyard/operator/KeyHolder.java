package io.tagyard.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a key.
 *
 * @param id names the key in lists; no secret
 * @param role what an operator may do; null for a key of the tracking API
 * @param scopes what a key of the tracking API may do; empty for an operator's
 * @param workspace the only one it is good for; null = all
 */
public record KeyHolder(
    String id, String name, @Nullable Role role, List<String> scopes, @Nullable String workspace) {
  /** Whether it is good for things of this workspace. */
  public boolean sees(String other) {
    return workspace == null || workspace.equals(other);
  }

  boolean covers(Role needed) {
    return role != null && role.covers(needed);
  }

  /** What it may do, for people. */
  String may() {
    return role != null ? "the role " + role : "the scopes " + String.join(" ", scopes);
  }
}
