package io.tagyard.operator;

import io.tagyard.operator.Asked.Wrong;
import org.jspecify.annotations.Nullable;

/** Who calls, and what the audit list is told about the call. One per request. */
public final class Caller {
  private static final int SUBJECT_MAX = 512;

  private final KeyHolder holder;
  private volatile String workspace;
  private volatile String subject = "";

  Caller(KeyHolder holder) {
    this.holder = holder;
    this.workspace = holder.workspace() == null ? "" : holder.workspace();
  }

  KeyHolder holder() {
    return holder;
  }

  /** The workspace to look into: the key's own, else what was asked for; null = all. */
  @Nullable String workspace(@Nullable String asked) throws Wrong {
    if (asked == null || asked.isEmpty()) {
      return holder.workspace();
    }
    must(asked);
    return asked;
  }

  /** Whether the key is good for things of this workspace. */
  boolean sees(String other) {
    return holder.sees(other);
  }

  /** Refuses what names a workspace that is not the key's; says nothing about whether it exists. */
  void must(String other) throws Wrong {
    if (!sees(other)) {
      throw Wrong.notAllowed("the key is for workspace " + holder.workspace() + " only");
    }
  }

  /**
   * Tells the audit list what the call is about: ids and names, never a value of an event.
   *
   * @param about the workspace; null or empty = all
   */
  void about(@Nullable String about, String thing) {
    if (about != null && !about.isEmpty()) {
      workspace = about;
    }
    String plain = thing.replaceAll("\\p{Cntrl}", "?");
    subject = plain.length() > SUBJECT_MAX ? plain.substring(0, SUBJECT_MAX) : plain;
  }

  String aboutWorkspace() {
    return workspace;
  }

  String subject() {
    return subject;
  }
}
