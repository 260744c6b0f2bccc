package io.tagyard.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Talks to the running gateway. The JDK's client: a command builds no server context. */
final class GatewayClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final String base;

  GatewayClient(String base) {
    this.base = base;
  }

  /** An answer. */
  record Reply(int status, byte[] body) {}

  /** Nobody answered. */
  static final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreachable(String message) {
      super(message);
    }
  }

  /** Whether this can be the address of a gateway. */
  static boolean isAddress(String base) {
    try {
      URI uri = new URI(base);
      return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  Reply post(String path, String key, String contentType, byte[] body, boolean test)
      throws Unreachable {
    HttpRequest.Builder request = request(path, key).header("Content-Type", contentType);
    if (test) {
      request.header("Tagyard-Test", "1");
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  Reply get(String path, String key) throws Unreachable {
    return send(request(path, key).GET());
  }

  /** Any call; without a body when it is null. */
  Reply call(String method, String path, String key, byte @Nullable [] body) throws Unreachable {
    HttpRequest.Builder request = request(path, key);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return send(
        request.method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private HttpRequest.Builder request(String path, String key) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  private Reply send(HttpRequest.Builder request) throws Unreachable {
    try {
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new Unreachable("no gateway answers at " + base + "; is it running? (./tagyard run)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted");
    }
  }
}
