package io.tagyard.intake;

import io.tagyard.event.SafeEvent;
import io.tagyard.event.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the sender of an event that was taken will want to know about it. */
final class Advice {
  private static final String PLACEHOLDER = "placeholder:";

  /** What was done to an event, by its flag, where its sender can do better. */
  private static final Map<String, Warning> OF_FLAGS =
      Map.of(
          "id_generated",
              new Warning(
                  "id",
                  "missing: one was generated, so the same event sent again counts twice; send an"
                      + " id of your own"),
          "ip_unreadable",
              new Warning("device.ip", "no address of a visitor on the internet: left out"),
          "lines_do_not_add_up",
              new Warning(
                  "order.items",
                  "price times quantity of the items does not add up to the subtotal"),
          "amount_rounded",
              new Warning(
                  "order",
                  "an amount had more than 8 decimals and was rounded; send rounded texts"),
          "text_from_number",
              new Warning("", "a number stands where a text identifies: its digits were taken"),
          "hash_mismatch",
              new Warning("user", "a digest is not of the value beside it: the value counts"),
          "time_ahead",
              new Warning("time", "ahead of the gateway's clock: look at the sender's clock"));

  private Advice() {}

  /**
   * All of it, at most one sentence for each path.
   *
   * @param ignored paths of members that were not kept
   * @param said by the schema
   */
  static List<Warning> about(SafeEvent event, List<String> ignored, List<Warning> said) {
    boolean purchase = event.name().equals("purchase");
    if (ignored.isEmpty() && event.flags().isEmpty() && !purchase) {
      return said;
    }
    List<Warning> all = new ArrayList<>(said);
    for (String path : ignored) {
      // a signal of consent is never just unknown: who reads those says so
      if (!path.startsWith("consent.")) {
        add(all, new Warning(path, UnknownMembers.advice(path)));
      }
    }
    for (String flag : event.flags()) {
      Warning warning =
          flag.startsWith(PLACEHOLDER)
              ? new Warning(
                  flag.substring(PLACEHOLDER.length()),
                  "a placeholder that nobody filled in: left out")
              : OF_FLAGS.get(flag);
      if (warning != null) {
        add(all, warning);
      }
    }
    if (purchase && event.orderId().isEmpty()) {
      add(all, new Warning("order.id", "missing: platforms recognise a purchase by it"));
    }
    if (purchase && !event.body().path("order").has("value")) {
      add(all, new Warning("order.value", "missing: a purchase without it is worth nothing"));
    }
    return all;
  }

  private static void add(List<Warning> all, Warning warning) {
    if (all.stream().noneMatch(one -> one.path().equals(warning.path()))) {
      all.add(warning);
    }
  }
}
