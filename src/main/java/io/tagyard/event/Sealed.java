package io.tagyard.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of an event that must stay raw, encrypted: a JSON object from path to value.
 *
 * @param paths what is inside, by path only, for example {@code device.ip}
 * @param until readable up to here; null = as long as the event is kept
 */
public record Sealed(List<String> paths, @Nullable Instant until, byte[] ciphertext) {
  @Override
  public String toString() {
    return "sealed " + paths;
  }
}
