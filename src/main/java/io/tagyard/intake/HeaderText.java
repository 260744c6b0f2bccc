package io.tagyard.intake;

import java.nio.charset.StandardCharsets;

/** Values of headers that are more than ASCII. */
public final class HeaderText {
  private HeaderText() {}

  /**
   * The text of a value of which the server took each byte for a character, as HTTP once had it:
   * UTF-8 where it is that, else as it is.
   */
  public static String read(String value) {
    if (value.chars().allMatch(c -> c < 0x80)) {
      return value;
    }
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    return Encodings.isUtf8(bytes) && value.chars().allMatch(c -> c < 0x100)
        ? new String(bytes, StandardCharsets.UTF_8)
        : value;
  }
}
