package io.tagyard.diagnostic;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a host may be written in a file. An IPv4 address has one writing, four plain decimals: of the
 * others (octal, hexadecimal, one number, fewer parts; see the WHATWG URL standard, 3.5) one reader
 * makes one address, another reader another.
 */
public final class HostForm {
  /** What is allowed, for problems. */
  public static final String IPV4 =
      "an IPv4 address is written as four plain decimals, such as 192.0.2.1";

  private static final String OCTET = "(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
  private static final Pattern PLAIN = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:\\[]*).*", Pattern.DOTALL);

  private HostForm() {}

  /** Whether the host of this address is an IPv4 address in a writing that is not the plain one. */
  public static boolean isOddIpv4(String address) {
    Matcher matcher = HOST.matcher(address.strip());
    if (!matcher.matches()) {
      return false;
    }
    String host = matcher.group(1);
    return endsInNumber(meant(host)) && !PLAIN.matcher(host).matches();
  }

  /** The host as a lenient reader would take it. */
  private static String meant(String host) {
    String text = Normalizer.normalize(decoded(host), Normalizer.Form.NFKC);
    return text.replace('\u3002', '.').toLowerCase(Locale.ROOT);
  }

  private static String decoded(String host) {
    try {
      return URLDecoder.decode(host.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return host;
    }
  }

  private static boolean endsInNumber(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
  }
}
