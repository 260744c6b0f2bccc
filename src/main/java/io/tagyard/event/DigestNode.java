package io.tagyard.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A digest as a value. Digests are half of what many requests carry, and there is nothing in hex
 * digits that JSON would escape, so their text is written without looking for it.
 */
public final class DigestNode extends TextNode {
  private static final long serialVersionUID = 1L;

  /**
   * @param hex letters and digits only, as all {@link Digests} are
   */
  public DigestNode(String hex) {
    super(hex);
  }

  void writeTo(JsonGenerator json) throws IOException {
    byte[] hex = textValue().getBytes(StandardCharsets.ISO_8859_1);
    json.writeRawUTF8String(hex, 0, hex.length);
  }
}
