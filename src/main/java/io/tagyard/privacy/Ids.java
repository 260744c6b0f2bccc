package io.tagyard.privacy;

/**
 * The ids by which an event and its order are recognised. One that is an e-mail address or a phone
 * number is replaced by a stand-in that is the same every time, so that a duplicate is still found
 * and a refund still meets its purchase.
 *
 * @param workspace whose ids they are
 */
record Ids(Sealer sealer, String workspace) {
  private static final String ORDER = "order.id";

  /** The id that is kept: as it was sent, or {@code id_} or {@code order_} and its stand-in. */
  String kept(String path, String id) {
    if (!Personal.in(Ground.IDENTIFIER, "", id)) {
      return id;
    }
    return (path.equals(ORDER) ? "order_" : "id_") + sealer.pseudonym(workspace, id);
  }

  /** The event's id as it is kept. */
  String ofEvent(String id) {
    return kept("id", id);
  }
}
