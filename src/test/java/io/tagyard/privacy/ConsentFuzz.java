package io.tagyard.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Json;
import io.tagyard.event.Purpose;
import java.util.List;
import java.util.Set;

/**
 * Any JSON as what an event says about consent: a record, and a decision that never opens by error.
 */
public final class ConsentFuzz {
  private ConsentFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    JsonNode consent;
    try {
      consent = Json.read(input);
    } catch (JsonProcessingException e) {
      return;
    }
    ObjectNode body = Json.mapper().createObjectNode();
    body.set("consent", consent);
    for (String region : List.of("eea", "uk", "ch", "us", "other")) {
      ConsentRecord record = Consents.record(body, Consents.BACKEND, region);
      ConsentRules.notGranted(record, Set.of(Purpose.values()));
    }
  }
}
