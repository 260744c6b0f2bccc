package io.tagyard.route;

import io.tagyard.diagnostic.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a workspace's configuration stands.
 *
 * @param active the revision in use; empty = the workspace is out
 * @param rejected the last one that was refused since; empty when the files are the active ones
 */
public record WorkspaceStatus(
    String workspace, Optional<Active> active, Optional<Rejected> rejected) {

  /**
   * In use.
   *
   * @param lastGood taken from the data folder, because the files were broken at start
   * @param warnings what was suspicious about it
   */
  public record Active(
      String revision, Instant loadedAt, boolean lastGood, List<Problem> warnings) {}

  /**
   * Refused.
   *
   * @param digest the first 7 hex digits of a digest over the files
   */
  public record Rejected(String digest, Instant at, List<Problem> problems) {}
}
