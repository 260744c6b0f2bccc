package io.tagyard.destination.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Outbound;
import io.tagyard.destination.Outbound.Header;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.event.Events;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Small words for tests of adapters. */
final class Bound {
  private static final Place HERE = Place.start(SourceText.of("workspace.yaml", ""));

  private Bound() {}

  /** The adapter of this name and these settings, which have no problems. */
  static Adapter to(String name, String settings) {
    Problems problems = new Problems();
    Adapter adapter =
        Adapters.of(name)
            .orElseThrow()
            .bind(Events.json(settings), HERE, problems)
            .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
    assertThat(problems.sorted()).isEmpty();
    return adapter;
  }

  /** What is said about these settings. */
  static List<String> problems(String name, String settings) {
    Problems problems = new Problems();
    Adapters.of(name).orElseThrow().bind(Events.json(settings), HERE, problems);
    return problems.sorted().stream().map(Problem::headline).toList();
  }

  static Outbound request(String method, String uri, String body, String... headers) {
    List<Header> all =
        headers.length == 0 ? List.of() : List.of(new Header(headers[0], headers[1]));
    return new Outbound(
        method,
        URI.create(uri),
        all,
        body.getBytes(StandardCharsets.UTF_8),
        Duration.ofSeconds(15));
  }

  static String header(Outbound request, String name) {
    return request.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }
}
