package io.tagyard.destination.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A stretch of the address space: {@code 10.0.0.0/8}, {@code fc00::/7}, or one address.
 *
 * @param address its first address
 * @param bits how many leading bits count
 * @param port 0 = all ports
 */
public record Network(InetAddress address, int bits, int port) {
  private static final int BYTE = 8;
  private static final int MAPPED_PREFIX = 10;

  /** A network of this text, for all ports; empty when the text is none. Never asks DNS. */
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    try {
      InetAddress address = plain(InetAddress.ofLiteral(literal));
      int most = address.getAddress().length * BYTE;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      return bits >= 0 && bits <= most
          ? Optional.of(new Network(address, bits, 0))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A network that is written in this program. */
  static Network of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("network: " + text));
  }

  /** The same, for this port only. */
  public Network at(int onlyPort) {
    return new Network(address, bits, onlyPort);
  }

  /** Whether this address and port lie in it. */
  public boolean contains(InetAddress other, int otherPort) {
    if (port != 0 && port != otherPort) {
      return false;
    }
    byte[] mine = address.getAddress();
    byte[] theirs = plain(other).getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 1 << (BYTE - 1 - bit % BYTE);
      if ((mine[bit / BYTE] & mask) != (theirs[bit / BYTE] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** An IPv4 address that is dressed as IPv6 ({@code ::ffff:a.b.c.d}) is an IPv4 address. */
  static InetAddress plain(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16) {
      return address;
    }
    for (int i = 0; i < MAPPED_PREFIX; i++) {
      if (bytes[i] != 0) {
        return address;
      }
    }
    if (bytes[10] != (byte) 0xff || bytes[11] != (byte) 0xff) {
      return address;
    }
    try {
      return InetAddress.getByAddress(new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]});
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + bits + (port == 0 ? "" : ":" + port);
  }
}
