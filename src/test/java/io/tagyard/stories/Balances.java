package io.tagyard.stories;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Reads the conservation line. */
public final class Balances {
  private Balances() {}

  /** The line of one connection. */
  public static JsonNode of(GatewayFixture gateway, String connection) {
    for (JsonNode line : gateway.get("/v1/balance").json().path("connections")) {
      if (line.path("connection").asText().equals(connection)) {
        return line;
      }
    }
    throw new AssertionError(
        "no balance of " + connection + " in " + gateway.get("/v1/balance").text());
  }

  /** Waits until the connection has so many legs of this fate. */
  public static void await(GatewayFixture gateway, String connection, String fate, long count) {
    Await.until(
        connection + " has " + count + " " + fate + "; it has " + of(gateway, connection),
        Duration.ofSeconds(30),
        () -> of(gateway, connection).path(fate).asLong() == count);
  }

  /** Whether matched = delivered + withheld + parked + dead + pending. */
  public static boolean balanced(JsonNode line) {
    long sum = 0;
    for (String fate : new String[] {"delivered", "withheld", "parked", "dead", "pending"}) {
      sum += line.path(fate).asLong();
    }
    return line.path("matched").asLong() == sum;
  }
}
