package io.tagyard.delivery;

/** Where alarms go. Each is raised once and cleared once when it ends. Thread-safe. */
public interface Alarms {
  /**
   * Something needs a person.
   *
   * @param kind a stable word: {@code lane_stopped}, {@code imbalance}, {@code planning_failed},
   *     {@code store_failed}, {@code backlog_dropped}, {@code disk_filling}, {@code disk_full}
   * @param subject what it is about, for example {@code acme/meta}
   * @param sentence for people, without secrets or personal data
   */
  void raise(String kind, String subject, String sentence);

  /** It is over. Unknown alarms are ignored. */
  void clear(String kind, String subject);
}
