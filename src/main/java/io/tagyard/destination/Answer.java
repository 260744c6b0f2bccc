package io.tagyard.destination;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came back, or that nothing did. */
public sealed interface Answer {
  /**
   * An HTTP answer.
   *
   * @param headers by lower-case name
   * @param body at most 64 KiB of it
   * @param at when it came, for a Retry-After that is a date
   * @param note why it was not read whole, for people; null = it was
   */
  record Replied(
      int status, Map<String, List<String>> headers, byte[] body, Instant at, @Nullable String note)
      implements Answer {
    /** An answer that was read whole. */
    public Replied(int status, Map<String, List<String>> headers, byte[] body, Instant at) {
      this(status, headers, body, at, null);
    }
  }

  /**
   * No answer.
   *
   * @param symptom a stable word: {@code dns_error}, {@code connection_refused}, {@code
   *     connection_reset}, {@code timeout}, {@code tls_error}, {@code network_error}, {@code
   *     no_token} (the token endpoint cannot serve us now), {@code disk_error}
   * @param local whether the request cannot have reached anybody (DNS, connect, TLS)
   */
  record Silence(String symptom, boolean local) implements Answer {}

  /**
   * Nothing was sent: what the settings say does not open the way, for example because the token
   * endpoint refuses them, or because the network policy forbids the address. Every event would
   * fail; always judged as misconfigured.
   *
   * @param because for people; secrets of the settings are masked when it is judged
   */
  record Barred(String because) implements Answer {}
}
