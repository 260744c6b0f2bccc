package io.tagyard.delivery;

import java.util.PriorityQueue;

/** A lane that always has something to send, to a server of virtual time. */
final class Simulation {
  private final Server server;
  private final ConcurrencyLimit limit;
  private final PriorityQueue<Flight> flights;
  private double now;

  Simulation(int max, Server server) {
    this(server, new ConcurrencyLimit(max), new PriorityQueue<>(), 0);
  }

  private Simulation(
      Server server, ConcurrencyLimit limit, PriorityQueue<Flight> flights, double now) {
    this.server = server;
    this.limit = limit;
    this.flights = flights;
    this.now = now;
  }

  /** Times are nanoseconds. */
  interface Server {
    Reply answer(int inFlight, double now);
  }

  record Reply(double took, boolean accepted) {
    static Reply ok(double took) {
      return new Reply(took, true);
    }

    static Reply throttled(double took) {
      return new Reply(took, false);
    }
  }

  private record Flight(double ends, Reply reply) implements Comparable<Flight> {
    @Override
    public int compareTo(Flight other) {
      return Double.compare(ends, other.ends);
    }
  }

  /**
   * What was seen in a time.
   *
   * @param concurrency requests in flight, on average over time
   * @param perSecond accepted requests
   * @param refused share of the answers that were no acceptance
   */
  record Seen(double concurrency, double perSecond, double refused) {}

  /** As many requests a second and no more; a second's rest is not saved. */
  static final class Bucket {
    private final double perWindow;
    private final double window;
    private double began;
    private double taken;

    Bucket(double perWindow, double window) {
      this.perWindow = perWindow;
      this.window = window;
    }

    boolean takes(double now) {
      if (now - began >= window) {
        began = now;
        taken = 0;
      }
      return ++taken <= perWindow;
    }
  }

  /** The same lane, and a server that has changed. */
  Simulation with(Server other) {
    return new Simulation(other, limit, flights, now);
  }

  int limit() {
    return limit.get();
  }

  Seen run(double time) {
    double start = now;
    double flightTime = 0;
    long accepted = 0;
    long refused = 0;
    while (now < start + time) {
      fill();
      Flight flight = flights.remove();
      flightTime += (flight.ends() - now) * (flights.size() + 1);
      now = flight.ends();
      if (flight.reply().accepted()) {
        accepted++;
        limit.widen();
        limit.answered(Math.round(flight.reply().took()), Math.round(now));
      } else {
        refused++;
        limit.pressed(Math.round(now));
      }
    }
    double seconds = (now - start) / 1e9;
    return new Seen(
        flightTime / (now - start),
        accepted / seconds,
        (double) refused / Math.max(1, accepted + refused));
  }

  private void fill() {
    while (flights.size() < limit.get()) {
      Reply reply = server.answer(flights.size() + 1, now);
      flights.add(new Flight(now + reply.took(), reply));
      if (flights.size() >= limit.get()) {
        limit.full();
      }
    }
  }
}
