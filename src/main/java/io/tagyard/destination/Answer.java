package io.tagyard.destination;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What came back, or that nothing did. */
public sealed interface Answer {
  /**
   * An HTTP answer.
   *
   * @param headers by lower-case name
   * @param body at most 64 KiB of it
   * @param at when it came, for a Retry-After that is a date
   */
  record Replied(int status, Map<String, List<String>> headers, byte[] body, Instant at)
      implements Answer {}

  /**
   * No answer.
   *
   * @param symptom a stable word: {@code dns_error}, {@code connection_refused}, {@code
   *     connection_reset}, {@code timeout}, {@code tls_error}, {@code blocked_address}, {@code
   *     plain_http}, {@code network_error}, {@code no_token} (the token endpoint cannot serve us
   *     now), {@code disk_error}, {@code not_encrypted} (as {@code plain_http}, for what is not
   *     HTTP)
   * @param local whether the request cannot have reached anybody (DNS, connect, TLS, blocked)
   */
  record Silence(String symptom, boolean local) implements Answer {}

  /**
   * Nothing was sent: what the settings say does not open the way, for example because the token
   * endpoint refuses them. Every event would fail; always judged as misconfigured.
   *
   * @param because for people; secrets of the settings are masked when it is judged
   */
  record Barred(String because) implements Answer {}
}
