package io.tagyard.delivery;

import io.tagyard.event.Fate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Legs by fate; also a difference between two such counts, then with signs. */
public record Counts(long matched, long delivered, long withheld, long parked, long dead) {
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  /** Legs that were matched and ended in this fate. */
  static Counts of(Fate fate, long legs) {
    return NONE.moved(null, fate, legs);
  }

  /**
   * These counts with some legs moved.
   *
   * @param from null = newly matched
   */
  Counts moved(@Nullable Fate from, Fate to, long legs) {
    return from == null
        ? new Counts(matched + legs, delivered, withheld, parked, dead).add(to, legs)
        : add(from, -legs).add(to, legs);
  }

  Counts plus(Counts other) {
    return new Counts(
        matched + other.matched,
        delivered + other.delivered,
        withheld + other.withheld,
        parked + other.parked,
        dead + other.dead);
  }

  /** Legs that have a fate. */
  public long ended() {
    return delivered + withheld + parked + dead;
  }

  Map<String, Long> asMap() {
    return Map.of(
        "matched", matched,
        "delivered", delivered,
        "withheld", withheld,
        "parked", parked,
        "dead", dead);
  }

  static Counts of(Map<String, Long> map) {
    return new Counts(
        map.getOrDefault("matched", 0L),
        map.getOrDefault("delivered", 0L),
        map.getOrDefault("withheld", 0L),
        map.getOrDefault("parked", 0L),
        map.getOrDefault("dead", 0L));
  }

  private Counts add(Fate fate, long legs) {
    return switch (fate) {
      case DELIVERED -> new Counts(matched, delivered + legs, withheld, parked, dead);
      case WITHHELD -> new Counts(matched, delivered, withheld + legs, parked, dead);
      case PARKED -> new Counts(matched, delivered, withheld, parked + legs, dead);
      case DEAD -> new Counts(matched, delivered, withheld, parked, dead + legs);
      case PENDING -> this;
    };
  }
}
