package io.tagyard.destination;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A request, ready to be sent. Carries secrets: {@link #toString} shows the host only; people see
 * {@link Masking}.
 *
 * @param headers in wire order
 * @param body empty for requests without one
 * @param timeout for the whole exchange
 */
public record Outbound(
    String method, URI uri, List<Header> headers, byte[] body, Duration timeout) {
  /** One header. */
  public record Header(String name, String value) {}

  @Override
  public String toString() {
    return method + " " + uri.getHost();
  }
}
