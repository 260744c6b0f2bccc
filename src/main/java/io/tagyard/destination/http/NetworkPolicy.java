package io.tagyard.destination.http;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where requests may go: public addresses, and what the operator allows besides. Plain http only
 * where the operator allows it.
 *
 * @param allowed the operator's networks
 */
public record NetworkPolicy(List<Network> allowed) {
  /** Public addresses only, by https only. */
  public static final NetworkPolicy PUBLIC = new NetworkPolicy(List.of());

  /** What is not public: private, local, shared, special and documentation ranges (IANA). */
  private static final List<Network> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .map(Network::of)
          .toList();

  /** All global IPv6 addresses are in it (RFC 4291, 2.4; IANA has given out no other). */
  private static final Network GLOBAL = Network.of("2000::/3");

  private static final int IPV6_BYTES = 16;

  public NetworkPolicy {
    allowed = List.copyOf(allowed);
  }

  /** Whether the operator allows this address by name. */
  public boolean opened(InetAddress address, int port) {
    return allowed.stream().anyMatch(network -> network.contains(address, port));
  }

  /** Whether a request may go there. */
  public boolean permits(InetAddress address, int port) {
    InetAddress plain = Network.plain(address);
    return opened(plain, port) || isPublic(plain);
  }

  private static boolean isPublic(InetAddress plain) {
    boolean global = plain.getAddress().length != IPV6_BYTES || GLOBAL.contains(plain, 0);
    return global && SPECIAL.stream().noneMatch(network -> network.contains(plain, 0));
  }
}
