package io.tagyard.destination;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A request, ready to be sent. Carries secrets: {@link #toString} shows the host only; people see
 * {@link Masking}.
 *
 * @param headers in wire order
 * @param body empty for requests without one
 * @param timeout for the whole exchange
 * @param personal raw personal values that may be in it, hidden from people
 */
public record Outbound(
    String method,
    URI uri,
    List<Header> headers,
    byte[] body,
    Duration timeout,
    Set<String> personal) {
  /** A request without raw personal values. */
  public Outbound(String method, URI uri, List<Header> headers, byte[] body, Duration timeout) {
    this(method, uri, headers, body, timeout, Set.of());
  }

  /** One header. */
  public record Header(String name, String value) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The same request with one header more. */
  public Outbound with(Header header) {
    List<Header> more = new ArrayList<>(headers);
    more.add(header);
    return with(more);
  }

  /** The same request to another address. */
  public Outbound at(URI other) {
    return new Outbound(method, other, headers, body, timeout, personal);
  }

  /** The same request with other headers. */
  public Outbound with(List<Header> others) {
    return new Outbound(method, uri, List.copyOf(others), body, timeout, personal);
  }

  @Override
  public String toString() {
    return method + " " + uri.getHost();
  }
}
