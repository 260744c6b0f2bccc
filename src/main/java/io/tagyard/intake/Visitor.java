package io.tagyard.intake;

import io.micronaut.http.HttpRequest;
import io.tagyard.destination.http.Network;
import io.tagyard.event.IpAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who sits at the other end of a browser's request, seen through the proxies that are trusted. */
final class Visitor {
  private Visitor() {}

  /**
   * The visitor's address in its short form: the nearest hop that is no trusted proxy and an
   * address that somebody in the internet can have. Empty text when there is none. {@code
   * X-Forwarded-For} and {@code Forwarded} (RFC 7239) are believed only where a trusted proxy wrote
   * them.
   */
  static String of(HttpRequest<?> request, List<Network> trustedProxies) {
    InetSocketAddress peer = request.getRemoteAddress();
    String connection =
        peer.getAddress() == null
            ? ""
            : IpAddress.one(peer.getAddress().getHostAddress()).orElse("");
    return of(connection, hops(request), trustedProxies);
  }

  /**
   * The same of what a request says.
   *
   * @param connection the address of the connection itself
   * @param hops what the proxies wrote, nearest last
   */
  static String of(String connection, List<String> hops, List<Network> trustedProxies) {
    if (!trusted(connection, trustedProxies)) {
      return IpAddress.first(connection).orElse("");
    }
    for (int i = hops.size() - 1; i >= 0; i--) {
      Optional<String> hop = IpAddress.one(hops.get(i));
      boolean passed =
          hop.isEmpty() || trusted(hop.get(), trustedProxies) || !IpAddress.isPublic(hop.get());
      if (!passed) {
        return hop.get();
      }
    }
    return "";
  }

  private static List<String> hops(HttpRequest<?> request) {
    List<String> hops = new ArrayList<>();
    List<String> headers = request.getHeaders().getAll("X-Forwarded-For");
    for (String header : headers.isEmpty() ? request.getHeaders().getAll("Forwarded") : headers) {
      hops.addAll(List.of(header.split(",", -1)));
    }
    return hops;
  }

  private static boolean trusted(String address, List<Network> trustedProxies) {
    return Network.parse(address)
        .map(Network::address)
        .filter(it -> trustedProxies.stream().anyMatch(network -> network.contains(it, 0)))
        .isPresent();
  }
}
