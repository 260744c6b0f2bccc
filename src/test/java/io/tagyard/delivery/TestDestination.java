package io.tagyard.delivery;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Definition;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Leg;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Outcome;
import io.tagyard.destination.Prepared;
import io.tagyard.destination.Verdict;
import io.tagyard.event.OpenEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A destination that posts event ids, one per line, and judges by status. */
record TestDestination(
    String host,
    int batch,
    Set<String> corrects,
    Optional<Long> perDay,
    Optional<Duration> correction,
    int bodyMax)
    implements Destination {
  TestDestination(String host, int batch, Set<String> corrects) {
    this(host, batch, corrects, Optional.empty(), Optional.empty());
  }

  TestDestination(
      String host,
      int batch,
      Set<String> corrects,
      Optional<Long> perDay,
      Optional<Duration> correction) {
    this(host, batch, corrects, perDay, correction, 1 << 20);
  }

  @Override
  public Definition definition() {
    return new Definition(
        "stub",
        "Stub",
        "https://stub.example",
        new Definition.Version("1", "2026-11-20", Optional.empty()),
        Set.of(),
        false,
        Map.of(),
        Set.of(),
        corrects,
        false,
        new Definition.Limits(
            batch,
            bodyMax,
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(5),
            Optional.empty(),
            perDay,
            correction));
  }

  @Override
  public Optional<String> acceptedAs(OpenEvent event) {
    return Optional.of(event.safe().name().toUpperCase(java.util.Locale.ROOT));
  }

  /** The host may stand in {@code partner.host}, as in a postback's template. */
  @Override
  public Prepared prepare(Leg leg) {
    String named = leg.event().safe().body().at("/partner/host").asText(host);
    if (named.equals("throws")) {
      throw new IllegalStateException("a mapping that fails");
    }
    String id = leg.event().safe().id();
    String line = leg.state() == null ? id : id + " " + leg.state();
    return new Prepared.Element(id, named, named, id.length(), line);
  }

  @Override
  public Outbound pack(List<Prepared.Element> elements, Attempt attempt) {
    String body =
        elements.stream()
            .map(element -> String.valueOf(element.content()))
            .collect(Collectors.joining("\n", "", "\n\n"));
    return new Outbound(
        "POST",
        URI.create("http://" + elements.getFirst().host() + "/"),
        List.of(),
        body.getBytes(StandardCharsets.UTF_8),
        Duration.ofSeconds(5));
  }

  @Override
  public Verdict judge(Answer answer, int elements) {
    return switch (answer) {
      case Answer.Barred barred ->
          new Verdict.Whole(new Outcome.Misconfigured(barred.because()), false);
      case Answer.Silence silence ->
          new Verdict.Whole(new Outcome.Unavailable(silence.symptom(), silence.local()), false);
      case Answer.Replied replied -> judge(replied, elements);
    };
  }

  private static Verdict judge(Answer.Replied replied, int elements) {
    String text = new String(replied.body(), StandardCharsets.UTF_8);
    return switch (replied.status()) {
      case 200 -> new Verdict.Whole(new Outcome.Accepted(""), false);
      case 206 -> perEvent(text, elements, new Outcome.Misconfigured("bad event"));
      case 207 -> perEvent(text, elements, new Outcome.Refused("bad event"));
      case 409 -> new Verdict.Whole(new Outcome.Duplicate("known"), false);
      case 429 -> new Verdict.Whole(new Outcome.Throttled("slow down", pause(replied)), false);
      case 401 -> new Verdict.Whole(new Outcome.Misconfigured("bad token"), false);
      case 400 -> new Verdict.Whole(new Outcome.Refused(text), true);
      default ->
          new Verdict.Whole(new Outcome.Unavailable("status 5xx", false, pause(replied)), false);
    };
  }

  /** The body lists the places, from 0, of those that are refused. */
  private static Verdict perEvent(String text, int elements, Outcome bad) {
    Set<String> refused = Set.copyOf(Arrays.asList(text.split(",")));
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < elements; i++) {
      outcomes.add(refused.contains(String.valueOf(i)) ? bad : new Outcome.Accepted(""));
    }
    return new Verdict.PerEvent(outcomes);
  }

  private static Optional<Duration> pause(Answer.Replied replied) {
    String text = replied.headers().getOrDefault("retry-after", List.of("")).getFirst();
    try {
      Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      Duration pause = Duration.between(replied.at(), until);
      return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
    } catch (DateTimeException noDate) {
      return text.matches("\\d+")
          ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
          : Optional.empty();
    }
  }

  @Override
  public String mask(String text) {
    return text.replace("s3cret", "***");
  }
}
