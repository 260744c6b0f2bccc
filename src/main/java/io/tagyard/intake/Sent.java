package io.tagyard.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.event.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a body where an event is expected.
 *
 * @param content the JSON value; of what cannot be read as one, its text
 * @param unread why it could not be read; null = it was
 * @param id of the event, as far as it could be read; null = none was found
 */
record Sent(JsonNode content, @Nullable Fault unread, @Nullable String id) {
  static Sent read(JsonNode content) {
    return new Sent(content, null, null);
  }

  /** These bytes are no event that is read, because. */
  static Sent unread(byte[] bytes, String because, String expected, @Nullable String id) {
    return new Sent(TextNode.valueOf(text(bytes)), new Fault("", because, expected), id);
  }

  /** No byte is lost, whatever it was meant to be. */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
