package io.tagyard.intake;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.route.RouteTable;
import io.tagyard.route.Source;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the door: the source of a request by its key, and what the request itself says about
 * the visitor.
 */
public final class SourceDoor {
  private final Supplier<RouteTable> routes;
  private final IntakeConfig config;
  private final Quotas quotas;

  /** A door for the sources of the active workspaces. */
  public SourceDoor(Supplier<RouteTable> routes, IntakeConfig config, Quotas quotas) {
    this.routes = routes;
    this.config = config;
    this.quotas = quotas;
  }

  /** Let in, or turned away with a status and a sentence. */
  sealed interface Entry {
    record Admitted(Source source, Sender sender) implements Entry {}

    /**
     * @param retryAfter when to come again; zero = the request is wrong, whenever it comes
     */
    record TurnedAway(int status, String title, String detail, Duration retryAfter)
        implements Entry {
      TurnedAway(int status, String title, String detail) {
        this(status, title, detail, Duration.ZERO);
      }
    }
  }

  /**
   * Looks at a request.
   *
   * @param page whose origin counts: the Origin header, or the Referer of an image; null or empty
   *     is accepted, because servers, privacy tools and some redirects send none
   */
  Entry admit(HttpRequest<?> request, @Nullable String page) {
    return admit(request, page, Optional.empty());
  }

  /**
   * The same for a request whose body may say the key.
   *
   * @param inBody counts where neither header nor address says one
   */
  Entry admit(HttpRequest<?> request, @Nullable String page, Optional<String> inBody) {
    Optional<Source> source = key(request).or(() -> inBody).flatMap(routes.get()::sourceByKey);
    if (source.isEmpty()) {
      return new Entry.TurnedAway(
          401,
          "Unknown source",
          "the request carries no key, or one that no source has (Authorization: Bearer <key>)");
    }
    if (source.get().kind() == SourceKind.BROWSER && !allowed(source.get(), page)) {
      return new Entry.TurnedAway(
          403,
          "Origin not allowed",
          "this page is not among the origins of source " + source.get().name());
    }
    Duration wait = quotas.wait(source.get());
    return wait.isZero()
        ? new Entry.Admitted(source.get(), sender(source.get(), request))
        : new Entry.TurnedAway(
            429,
            "Over the quota",
            "source " + source.get().name() + " sends more than its quota; send it again later",
            wait);
  }

  private Sender sender(Source source, HttpRequest<?> request) {
    if (source.kind() != SourceKind.BROWSER) {
      return Sender.server(source.workspace(), source.name(), source.kind(), source.channel());
    }
    HttpHeaders headers = request.getHeaders();
    return BrowserSignals.of(headers.getAll("Sec-GPC"), headers.getAll("Cookie"))
        .sender(source, Visitor.of(request, config.trustedProxies()), headers.get("User-Agent"));
  }

  private static boolean allowed(Source source, @Nullable String page) {
    if (page == null || page.isEmpty() || source.origins().isEmpty()) {
      return true;
    }
    return origin(page)
        .filter(origin ->
            source.origins().stream().flatMap(it -> origin(it).stream()).anyMatch(origin::equals))
        .isPresent();
  }

  /** Scheme, host and port of a page, in lower case; the scheme's own port is left out. */
  static Optional<String> origin(String page) {
    try {
      URI uri = URI.create(page);
      if (uri.getHost() == null || uri.getScheme() == null) {
        return Optional.empty();
      }
      String start = (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT);
      int usual = start.startsWith("https:") ? 443 : 80;
      return Optional.of(
          uri.getPort() < 0 || uri.getPort() == usual ? start : start + ":" + uri.getPort());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> key(HttpRequest<?> request) {
    String header = request.getHeaders().get("Authorization");
    if (header == null) {
      return Optional.ofNullable(request.getParameters().get("k"));
    }
    String[] parts = header.strip().split("\\s+", 2);
    return switch (parts.length == 2 ? parts[0].toLowerCase(Locale.ROOT) : "") {
      case "bearer" -> Optional.of(HeaderText.read(parts[1].strip()));
      case "basic" -> basic(parts[1].strip());
      default -> Optional.empty();
    };
  }

  /** {@code base64(<key>:)}: the key is the user, the password is empty. */
  private static Optional<String> basic(String credentials) {
    try {
      String text = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return Optional.of(colon < 0 ? text : text.substring(0, colon));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
