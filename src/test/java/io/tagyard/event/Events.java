package io.tagyard.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Safe events for tests of the rooms that only read them. */
public final class Events {
  public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private Events() {}

  /** JSON, with single quotes allowed for double ones. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** A purchase of workspace acme, source backend, with everything granted and nothing sealed. */
  public static SafeEvent purchase(String id) {
    return safe(
        json(
            "{'id':'%s','name':'purchase','time':'2026-11-20T10:00:00Z','order':{'id':'ORD-%s','value':123.45,'currency':'USD'}}"
                .formatted(id, id)));
  }

  /** A safe event of this content. */
  public static SafeEvent safe(ObjectNode body) {
    return safe(body, granted(), Digests.NONE);
  }

  /** A safe event of this content, received then. */
  public static SafeEvent receivedAt(ObjectNode body, Instant at) {
    return safe(body, granted(), Digests.NONE, at);
  }

  /** A safe event of this content, consent and digests. */
  public static SafeEvent safe(ObjectNode body, ConsentRecord consent, Digests digests) {
    return safe(body, consent, digests, NOON);
  }

  private static SafeEvent safe(
      ObjectNode body, ConsentRecord consent, Digests digests, Instant receivedAt) {
    return new SafeEvent(
        "acme",
        body.path("source").asText("backend"),
        SourceKind.SERVER,
        body.path("id").asText(),
        body.path("name").asText(),
        Instant.parse(body.path("time").asText()),
        body.path("channel").asText("web"),
        receivedAt,
        Set.of(),
        body,
        (BigDecimal) null,
        digests,
        1,
        consent,
        List.of());
  }

  /** The event with these raw values readable, by path. */
  public static OpenEvent open(SafeEvent event, Map<String, JsonNode> raw) {
    return new OpenEvent(event, raw);
  }

  /** Consent to everything, in an opt-in region. */
  public static ConsentRecord granted() {
    Map<Purpose, Signal> all = new HashMap<>();
    Map<Purpose, String> by = new HashMap<>();
    for (Purpose purpose : Purpose.values()) {
      all.put(purpose, Signal.GRANTED);
      by.put(purpose, "purposes." + purpose);
    }
    return new ConsentRecord(
        all,
        by,
        Map.of(),
        false,
        false,
        Set.of(),
        Map.of(),
        "DE",
        null,
        Regime.OPT_IN,
        "country DE");
  }
}
