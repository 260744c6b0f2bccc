package io.tagyard.destination.http;

import io.micronaut.http.ssl.ClientSslConfiguration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Couriers for tests of other packages. */
public final class Couriers {
  private Couriers() {}

  /** One that may go to these networks, and asks for names here before it asks the system. */
  public static Courier of(
      NetworkPolicy policy, Function<String, Optional<List<String>>> addresses) {
    return new Courier(
        policy,
        InstantSource.system(),
        new ClientSslConfiguration(),
        name -> {
          Optional<List<String>> known = addresses.apply(name);
          return known.isEmpty() ? system(name) : literal(known.get());
        });
  }

  /** First and last address of every range that is closed, and IPv4 in each of its IPv6 clothes. */
  public static List<String> closed() {
    return OutboundSafetyTest.closed().toList();
  }

  private static InetAddress[] system(String name) throws UnknownHostException {
    return InetAddress.getAllByName(name);
  }

  private static InetAddress[] literal(List<String> addresses) {
    return addresses.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }
}
