package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What functions do to texts. */
final class Texts {
  /** The version 5 UUID of {@code https://tagyard.io/ids} in the namespace of addresses. */
  private static final UUID NAMESPACE = UUID.fromString("e5b909f9-fb42-551e-bfc6-9e99ff90e39c");

  private Texts() {}

  static String keep(String text, IntPredicate wanted) {
    return text.codePoints()
        .filter(wanted)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  static String truncated(String text, int characters) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters));
  }

  static String letters(String text) {
    return keep(text, Texts::letterOrBlank).strip();
  }

  private static boolean letterOrBlank(int character) {
    int type = Character.getType(character);
    return Character.isLetter(character)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || character == ' ';
  }

  /** 123-456-7890 and 1234567890 are one account. */
  static String plainly(JsonNode value) {
    return keep(Values.text(value), Character::isLetterOrDigit).toLowerCase(java.util.Locale.ROOT);
  }

  /** The name-based UUID, version 5 of RFC 9562, of a text in UTF-8; null of an empty one. */
  static @Nullable JsonNode uuid(String name) {
    if (name.isEmpty()) {
      return null;
    }
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer named = ByteBuffer.allocate(Long.BYTES * 2 + text.length);
    named.putLong(NAMESPACE.getMostSignificantBits());
    named.putLong(NAMESPACE.getLeastSignificantBits());
    ByteBuffer digest = ByteBuffer.wrap(sha1(named.put(text).array()));
    long most = digest.getLong() & ~0xF000L | 5L << 12;
    long least = digest.getLong() & ~(3L << 62) | 1L << 63;
    return TextNode.valueOf(new UUID(most, least).toString());
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes); // as the RFC has it; no secret
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
