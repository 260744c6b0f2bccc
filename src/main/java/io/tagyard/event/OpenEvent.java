package io.tagyard.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A safe event with its sealed values readable: in memory only, for the length of one plan or one
 * attempt.
 *
 * @param opened path to raw value, for example {@code device.ip}, {@code user.email}; what could
 *     not or may no longer be opened is absent
 */
public record OpenEvent(SafeEvent safe, Map<String, JsonNode> opened) {
  @Override
  public String toString() {
    return safe.toString();
  }
}
