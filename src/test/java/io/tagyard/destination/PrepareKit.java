package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Events;
import io.tagyard.event.OpenEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** What tests of prepared and packed requests begin with. */
abstract class PrepareKit {
  static final Attempt NOW = new Attempt(Instant.parse("2026-11-20T10:00:05Z"), 1);

  @TempDir Path path;

  final Destination destination(String rest) {
    return new Folder(path).connect(Folder.HEAD + "accepts: \"*\"\n" + rest + Folder.ANSWERS, "");
  }

  static Leg leg(OpenEvent event) {
    return new Leg(event, "purchases", false, Set.of(), null, null);
  }

  static OpenEvent event(String json, Map<String, JsonNode> raw) {
    return Events.open(Events.safe(Events.json(json)), raw);
  }

  static OpenEvent event(String more) {
    return event(
        "{'id':'e1','name':'purchase','time':'2026-11-20T10:00:00Z'" + more + "}", Map.of());
  }

  static Outbound sent(Destination destination, Leg leg) {
    Prepared prepared = destination.prepare(leg);
    assertThat(prepared).isInstanceOf(Prepared.Element.class);
    return destination.pack(List.of((Prepared.Element) prepared), NOW);
  }

  static String reason(Destination destination, Leg leg) {
    return ((Prepared.Withheld) destination.prepare(leg)).reason();
  }
}
