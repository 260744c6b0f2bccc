package io.tagyard;

import io.tagyard.destination.*;
import java.net.http.*;
import java.time.Instant;
import java.util.*;

final class TemporaryCourier {
  private final HttpClient c = HttpClient.newHttpClient();

  Answer send(Outbound o) {
    try {
      HttpRequest.Builder b = HttpRequest.newBuilder(o.uri()).timeout(o.timeout());
      o.headers().forEach(h -> b.header(h.name(), h.value()));
      b.method(o.method(), HttpRequest.BodyPublishers.ofByteArray(o.body()));
      HttpResponse<byte[]> r = c.send(b.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer.Replied(r.statusCode(), r.headers().map(), r.body(), Instant.EPOCH);
    } catch (java.net.ConnectException e) {
      return new Answer.Silence("connection_refused", true);
    } catch (java.io.IOException e) {
      return new Answer.Silence("connection_reset", false);
    } catch (InterruptedException e) {
      return new Answer.Silence("network_error", false);
    }
  }
}
