package io.tagyard.delivery;

/**
 * What becomes of the backlog of a connection that was taken out: {@code removed} in a workspace.
 */
public enum Removal {
  /** It stays where it is, until the connection comes back. */
  KEEP,
  /** It is delivered with the last settings; then the lane goes. After a restart it is kept. */
  DRAIN,
  /** It goes with the lane. Dead letters stay. */
  DROP
}
