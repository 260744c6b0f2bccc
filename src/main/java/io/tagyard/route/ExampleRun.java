package io.tagyard.route;

import io.tagyard.destination.Attempt;
import io.tagyard.destination.Definition;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Example;
import io.tagyard.destination.InstalledDestination;
import io.tagyard.destination.Outbound;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fault;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.schema.EventSchemas;
import io.tagyard.schema.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A destination's example on the production path: what becomes of its event. */
final class ExampleRun {
  private static final String WORKSPACE = "example";
  private static final Duration ON_THE_WAY = Duration.ofSeconds(5);
  private static final Duration RETAINED = Duration.ofHours(48);

  private ExampleRun() {}

  /** How it ends. */
  sealed interface End {
    /** A request goes out. */
    record Sent(Outbound request, Destination destination) implements End {}

    /** Nothing goes out. */
    record Withheld(String reason, String sentence) implements End {}

    /** The example itself is wrong. */
    record Wrong(String sentence) implements End {}
  }

  static Optional<Destination> connect(
      InstalledDestination installed, Example example, Problems problems) {
    return installed.connect(
        example.settings(), Optional.empty(), NO_SECRETS, example.place(), problems);
  }

  static End of(Destination destination, Example example) {
    Instant happened = DryRun.time(example.given().event()).orElse(Instant.EPOCH);
    Instant now = happened.plus(ON_THE_WAY);
    Sender sender = Sender.server(WORKSPACE, source(example), SourceKind.SERVER, channel(example));
    Verdict verdict =
        EventSchemas.builtIn()
            .judge(new InboundEvent(sender, example.given().event().deepCopy(), now, false));
    return switch (verdict) {
      case Verdict.Invalid(List<Fault> faults, var id, var name) ->
          new End.Wrong("the event is not valid: " + faults.getFirst().message());
      case Verdict.Valid(ValidEvent valid) -> departed(destination, example, valid, now);
    };
  }

  private static End departed(
      Destination destination, Example example, ValidEvent valid, Instant now) {
    Map<String, Duration> retained = new HashMap<>();
    example.given().retained().forEach(field -> retained.put(field, RETAINED));
    PrivacyPolicy policy =
        new PrivacyPolicy(example.given().region(), retained, destination.digestVariants());
    OpenEvent event = DryRun.open(valid, policy, now);
    Departure departure =
        Departure.of(leg(destination), event, now, example.given().state().orElse(null));
    Instant attempt = example.given().attemptAt().orElse(now);
    return switch (departure) {
      case Departure.Ready ready ->
          new End.Sent(
              destination.pack(List.of(ready.element()), new Attempt(attempt, 1)), destination);
      case Departure.Withheld(String reason, String sentence, var consent) ->
          new End.Withheld(reason, sentence);
      case Departure.Held(Instant until, var consent) ->
          new End.Withheld(consent.reason(), "it waits until " + until);
      case Departure.Broken(String sentence, RuntimeException cause) -> new End.Wrong(sentence);
    };
  }

  private static PlannedLeg leg(Destination destination) {
    Definition definition = destination.definition();
    Tuning tuning =
        new Tuning(
            1,
            Duration.ZERO,
            Optional.empty(),
            definition.limits().timeout(),
            Duration.ofHours(47),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            false);
    Connection connection =
        new Connection(
            new ConnectionId(WORKSPACE, definition.name()), destination, tuning, WORKSPACE);
    return new PlannedLeg(
        connection, WORKSPACE, definition.needs(), Optional.empty(), null, Optional.empty());
  }

  private static String source(Example example) {
    return example.given().event().path("source").asText("web");
  }

  private static String channel(Example example) {
    String source = source(example);
    return switch (source) {
      case "app", "store", "phone", "crm" -> source;
      default -> "web";
    };
  }

  private static final Secrets NO_SECRETS =
      new Secrets() {
        @Override
        public Optional<String> env(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<String> file(String name) {
          return Optional.empty();
        }
      };
}
