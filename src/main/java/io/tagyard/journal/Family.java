package io.tagyard.journal;

/** The column families, one per concern. */
enum Family {
  /** Format version, first and end position, the next lane number. */
  META("default"),
  /** Position to event. */
  EVENTS("events"),
  /** Generation and hash of (workspace, name, id) to position and time of receipt. */
  DEDUP("dedup"),
  /** Generation, hash of (workspace, event id or order id) and position, to nothing. */
  LOOKUP("lookup"),
  /** Second of receipt to the first position that was received in or after it. */
  TIMES("times"),
  /** Block of positions, lane number and position to the newest receipt. */
  RECEIPTS("outcomes"),
  /** Receipts of the first format: lane number and position. Empty once they were moved. */
  RECEIPTS_OF_FORMAT_1("receipts"),
  /** Lane name to lane number and cursor. */
  LANES("lanes"),
  /** Id to quarantined event. */
  QUARANTINE("quarantine");

  private final String word;

  Family(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
