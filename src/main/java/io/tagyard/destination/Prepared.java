package io.tagyard.destination;

/** An event turned into its part of a request, or the reason why nothing goes out. */
public sealed interface Prepared {
  /**
   * Ready.
   *
   * @param batchKey elements may share a request only when this is equal (request entry, {@code
   *     batch_by}, postback host)
   * @param host where it goes, for sub-lanes by host
   * @param bytes about how much it adds to a body
   * @param content what {@link Destination#pack} needs; opaque to everybody else
   */
  record Element(String eventId, String batchKey, String host, int bytes, Object content)
      implements Prepared {}

  /**
   * Nothing goes out.
   *
   * @param reason a word of docs/routes.md, for example {@code missing_field}
   * @param sentence for people, for example {@code order.id is not in the event}
   */
  record Withheld(String reason, String sentence) implements Prepared {}
}
