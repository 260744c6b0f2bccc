package io.tagyard.event;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The one reader for a visitor's address, wherever it stands: in an event, in {@code
 * X-Forwarded-For} or {@code Forwarded} (RFC 7239), at the connection.
 */
public final class IpAddress {
  private static final int TEXT_MAX = 1_024;
  private static final String FOR = "for=";

  private IpAddress() {}

  /**
   * The first address in this text that belongs to somebody in the internet, in its short form (RFC
   * 5952): blanks, quotes, a port, brackets and a zone are cut, a mapped IPv4 address is one.
   * Loopback, private, link-local and other special addresses are nobody's.
   */
  public static Optional<String> first(String text) {
    return first(text, address -> true);
  }

  /** The same, of those that fit. */
  public static Optional<String> first(String text, Predicate<String> fits) {
    if (text.length() > TEXT_MAX) {
      return Optional.empty();
    }
    for (String part : text.split(",", -1)) {
      Optional<String> address = one(part).filter(IpAddress::isPublic).filter(fits);
      if (address.isPresent()) {
        return address;
      }
    }
    return Optional.empty();
  }

  /** One address without what proxies write around it, in its short form; empty when it is none. */
  public static Optional<String> one(String part) {
    String text = bare(part);
    int colon = text.indexOf(':');
    boolean port = colon > 0 && colon == text.lastIndexOf(':'); // of IPv4; IPv6 has more
    String address = port ? text.substring(0, colon) : text;
    if (port && !isPort(text.substring(colon + 1)) || !InetAddresses.isInetAddress(address)) {
      return Optional.empty();
    }
    return Optional.of(InetAddresses.toAddrString(InetAddresses.forString(address)));
  }

  /**
   * Whether somebody in the internet can have it; ranges for documentation count like any other.
   */
  public static boolean isPublic(String address) {
    InetAddress read = InetAddresses.forString(address);
    if (read.isLoopbackAddress()
        || read.isAnyLocalAddress()
        || read.isLinkLocalAddress()
        || read.isSiteLocalAddress()
        || read.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = read.getAddress();
    return switch (read) {
      case Inet4Address v4 -> {
        int first = bytes[0] & 0xff;
        boolean carrier = first == 100 && (bytes[1] & 0xc0) == 64; // RFC 6598
        yield first != 0 && first < 240 && !carrier;
      }
      case Inet6Address v6 -> (bytes[0] & 0xe0) == 0x20; // 2000::/3, all that is given out
      default -> false;
    };
  }

  private static String bare(String part) {
    String text = unquoted(part.strip());
    if (text.regionMatches(true, 0, FOR, 0, FOR.length())) {
      int end = text.indexOf(';');
      text = unquoted(text.substring(FOR.length(), end < 0 ? text.length() : end).strip());
    }
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      String behind = end < 0 ? "" : text.substring(end + 1);
      boolean clean = behind.isEmpty() || behind.startsWith(":") && isPort(behind.substring(1));
      text = end > 0 && clean ? text.substring(1, end) : "";
    }
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1).strip()
        : text;
  }

  private static boolean isPort(String text) {
    return !text.isEmpty()
        && text.length() <= 5
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
