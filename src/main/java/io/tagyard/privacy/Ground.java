package io.tagyard.privacy;

/** What sort of place a text stands in: how much of what it looks like may be something else. */
enum Ground {
  /** Ids that programs made: an e-mail address, a number with plus or brackets, or nothing else. */
  IDENTIFIER,
  /** What people write: also numbers and cards within it. */
  TEXT,
  /** Members and parameters with names of their sender's own: also what their names say. */
  NAMED
}
