package io.tagyard.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address as it may be shown: without the passwords that drivers and receivers take in it. */
final class ShownAddress {
  private static final String MASK = "‹secret›";

  /**
   * What stands before the host, up to the last {@code @}: a password may hold one, and a slash.
   */
  private static final Pattern USER = Pattern.compile("//([^?#\\s]*)@");

  /** A parameter of a query, or of a JDBC address, where {@code ;} parts them, too. */
  private static final Pattern PARAMETER = Pattern.compile("([?&;#])([^=?&;#\\s]+)=([^&;#\\s]*)");

  private static final Pattern SECRET =
      Pattern.compile(
          "pass|pwd|secret|token|key|auth|sig|credential|bearer|jwt|session|code|hash|pin$");

  private ShownAddress() {}

  /** The text itself when it is no address. */
  static String of(String text) {
    if (!text.contains("://") && !text.startsWith("jdbc:")) {
      return text;
    }
    String user =
        USER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(user(found.group(1))));
    return PARAMETER
        .matcher(user)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                found.group(1)
                    + found.group(2)
                    + "="
                    + (isSecret(found.group(2)) && !found.group(3).isEmpty()
                        ? MASK
                        : found.group(3))));
  }

  /** A user without a password is as likely a token. */
  private static String user(String userInfo) {
    int colon = userInfo.indexOf(':');
    return "//" + (colon > 0 ? userInfo.substring(0, colon + 1) : "") + MASK + "@";
  }

  private static boolean isSecret(String name) {
    return SECRET.matcher(decoded(name).toLowerCase(Locale.ROOT)).find();
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }
}
