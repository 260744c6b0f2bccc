package io.tagyard.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Json;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.Warning;
import io.tagyard.privacy.InboundSeal;
import io.tagyard.privacy.Privacy;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.privacy.Redaction;
import io.tagyard.privacy.TinkSealer;
import io.tagyard.schema.EventSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Any bytes as a body of JSON: refused with a reason, quarantined with faults, or made safe. */
public final class JsonEventFuzz {
  private static final IntakeConfig LIMITS = new IntakeConfig(1 << 20, 4 << 20, 5_000, List.of());
  private static final Sender SENDER =
      new Sender("acme", "web", SourceKind.BROWSER, "web", "198.51.100.7", "Fuzz/1", false);
  private static final Judge JUDGE = judge();

  private JsonEventFuzz() {}

  private static Judge judge() {
    TinkSealer sealer = TinkSealer.inMemory();
    Judge.Rules rules =
        new Judge.Rules() {
          @Override
          public EventSchemas schemas(String workspace) {
            return EventSchemas.builtIn();
          }

          @Override
          public PrivacyPolicy policy(String workspace, String source, String eventName) {
            return PrivacyPolicy.everyDigest("eea");
          }
        };
    return new Judge(
        rules, new Privacy(sealer, count -> {}), new InboundSeal(sealer), Duration.ofMinutes(5));
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    take(RequestBody.read(input, "application/json", null, LIMITS));
  }

  static void take(RequestBody body) throws Exception {
    if (body instanceof RequestBody.Events(List<Sent> contents)) {
      for (Sent sent : contents.subList(0, Math.min(20, contents.size()))) {
        judged(sent.content());
      }
    }
  }

  static void judged(JsonNode content) throws Exception {
    Instant now = Instant.parse("2026-11-20T12:00:00Z");
    Redaction.of(content);
    if (JUDGE.judge(new InboundEvent(SENDER, content, now, false))
        instanceof Judged.Safe(SafeEvent event, List<String> ignored, List<Warning> warnings)) {
      Json.read(Json.write(event.body()));
      if (event.name().isEmpty() || event.id().isEmpty()) {
        throw new AssertionError("an event without a name or an id was taken");
      }
    }
  }

  /** The limits of production. */
  static IntakeConfig limits() {
    return LIMITS;
  }
}
