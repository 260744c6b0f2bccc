package io.tagyard.destination;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request, ready to be sent. Carries secrets: {@link #toString} shows the host only; people see
 * {@link Masking}.
 *
 * @param headers in wire order
 * @param body empty for requests without one
 * @param timeout for the whole exchange
 * @param personal raw personal values that may be in it, hidden from people
 * @param access what opens its way; null when it needs nothing more
 */
public record Outbound(
    String method,
    URI uri,
    List<Header> headers,
    byte[] body,
    Duration timeout,
    Set<String> personal,
    @Nullable Access access) {
  /** A request that needs nothing more. */
  public Outbound(
      String method,
      URI uri,
      List<Header> headers,
      byte[] body,
      Duration timeout,
      Set<String> personal) {
    this(method, uri, headers, body, timeout, personal, null);
  }

  /** A request without raw personal values that needs nothing more. */
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

  /** The same request, whose way this opens. */
  public Outbound needing(Access other) {
    return new Outbound(method, uri, headers, body, timeout, personal, other);
  }

  /** Whether it has a header of this name, whatever its case. */
  public boolean has(String name) {
    return headers.stream().anyMatch(each -> each.name().equalsIgnoreCase(name));
  }

  /** The same request to another address. */
  public Outbound at(URI other) {
    return new Outbound(method, other, headers, body, timeout, personal, access);
  }

  /** The same request with other headers. */
  public Outbound with(List<Header> others) {
    return new Outbound(method, uri, List.copyOf(others), body, timeout, personal, access);
  }

  @Override
  public String toString() {
    return method + " " + uri.getHost();
  }
}
