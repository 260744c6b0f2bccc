package io.tagyard.intake;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An address range in CIDR notation, IPv4 or IPv6; a single address is a range of one. */
public record Network(byte[] address, int prefix) {
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

  /** Reads {@code 10.0.0.0/8}, {@code ::1} and the like; names are not looked up. */
  public static Optional<Network> of(String text) {
    String[] parts = text.split("/", 2);
    Optional<byte[]> address = literal(parts[0]);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int most = address.get().length * 8;
    if (parts.length == 1) {
      return Optional.of(new Network(address.get(), most));
    }
    return parts[1].matches("\\d{1,3}") && Integer.parseInt(parts[1]) <= most
        ? Optional.of(new Network(address.get(), Integer.parseInt(parts[1])))
        : Optional.empty();
  }

  /** Whether this literal address lies in the range. */
  public boolean contains(String literal) {
    return literal(literal).filter(this::contains).isPresent();
  }

  private boolean contains(byte[] other) {
    if (other.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((other[bit / 8] & mask) != (address[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<byte[]> literal(String text) {
    boolean looksLiteral =
        LITERAL.matcher(text).matches() && (text.contains(":") || text.matches("\\d+(\\.\\d+){3}"));
    if (!looksLiteral) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getAddress()); // maps ::ffff:a.b.c.d to IPv4
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
