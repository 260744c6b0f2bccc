package io.tagyard.delivery;

/**
 * How many requests may be in flight to one host, adapted to how it answers: one more for each
 * round trip in which all places were taken and nothing became slower, a tenth less when it pressed
 * back or became slower than its usual spread. The algorithm is that of Vector's adaptive request
 * concurrency; a start and a stop are ours: one request alone, and with its acceptance half of what
 * was there before, so that a destination that comes back is tried gently and used soon.
 *
 * <p>Time is monotonic and passed in. Not thread-safe.
 */
final class ConcurrencyLimit {
  /** What a host nobody knows is given after its first acceptance. */
  static final int FIRST = 16;

  private static final double SMOOTHING = 0.4;
  private static final double SPREADS = 2.5;
  private static final double LESS = 0.9;

  /** Round trips that differ by less are equal: clocks and schedulers do not measure finer. */
  private static final double EQUAL = 1.01;

  private final int max;
  private int limit = 1;
  private int widenTo;
  private boolean alone = true;

  // what is usual, in nanoseconds
  private double mean = Double.NaN;
  private double variance;

  // this interval
  private long end = Long.MIN_VALUE;
  private boolean full;
  private boolean pressed;
  private double sum;
  private int answers;

  /**
   * @param max requests in flight at most
   */
  ConcurrencyLimit(int max) {
    this.max = max;
    this.widenTo = Math.min(FIRST, max);
  }

  int get() {
    return limit;
  }

  /** One request alone, until one is accepted. */
  void restart() {
    if (!alone) {
      widenTo = Math.max(1, limit / 2);
    }
    alone = true;
    limit = 1;
    begin(Long.MIN_VALUE);
  }

  /** A request was accepted, and nothing keeps others from leaving. */
  void widen() {
    if (alone) {
      alone = false;
      limit = widenTo;
    }
  }

  /** A request takes the last place. */
  void full() {
    full = true;
  }

  /** The destination throttled, failed, or did not answer. */
  void pressed(long now) {
    pressed = true;
    endInterval(now);
  }

  /** An accepted request took this long, in nanoseconds. */
  void answered(long roundTrip, long now) {
    sum += Math.max(0, roundTrip);
    answers++;
    endInterval(now);
  }

  private void endInterval(long now) {
    if (end == Long.MIN_VALUE) {
      end = now + (Double.isNaN(mean) ? Math.round(sum) : Math.round(mean));
    }
    if (now - end < 0) {
      return;
    }
    adapt();
    begin(now + (Double.isNaN(mean) ? 0 : Math.round(mean)));
  }

  private void adapt() {
    double average = answers == 0 ? Double.NaN : sum / answers;
    if (!alone) {
      if (pressed || average > mean * EQUAL + SPREADS * Math.sqrt(variance)) {
        limit = Math.max(1, (int) (limit * LESS));
      } else if (full && average <= mean * EQUAL && limit < max) {
        limit++;
      }
    }
    if (answers > 0) {
      learn(average);
    }
  }

  private void learn(double average) {
    if (Double.isNaN(mean)) {
      mean = average;
      return;
    }
    double difference = average - mean;
    double step = SMOOTHING * difference;
    mean += step;
    variance = (1 - SMOOTHING) * (variance + difference * step);
  }

  private void begin(long newEnd) {
    end = newEnd;
    full = false;
    pressed = false;
    sum = 0;
    answers = 0;
  }
}
