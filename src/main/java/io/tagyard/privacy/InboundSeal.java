package io.tagyard.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Json;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A quarantined original, sealed whole so that it can be judged again. */
public final class InboundSeal {
  /** Exponents stay exponents: what was refused for its size must still be writable. */
  private static final ObjectWriter WRITER =
      Json.mapper().writer().without(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

  private final Sealer sealer;

  /** Seals with these keys. */
  public InboundSeal(Sealer sealer) {
    this.sealer = sealer;
  }

  /**
   * The event as ciphertext.
   *
   * @param quarantineId of the entry it is kept under; it opens only with the same
   */
  public byte[] seal(InboundEvent event, String quarantineId) {
    ObjectNode plain = Json.mapper().createObjectNode();
    Sender sender = event.sender();
    ObjectNode from = plain.putObject("sender");
    from.put("workspace", sender.workspace())
        .put("source", sender.source())
        .put("kind", sender.kind().toString())
        .put("channel", sender.channel())
        .put("ip", sender.ip())
        .put("user_agent", sender.userAgent())
        .put("gpc", sender.gpc());
    sender
        .consentCookies()
        .forEach((name, values) ->
            values.forEach(from.withObjectProperty("cookies").withArrayProperty(name)::add));
    plain.put("received_at", event.receivedAt().toString());
    plain.put("test", event.test());
    plain.set("content", event.content().isMissingNode() ? null : event.content());
    try {
      return sealer.seal(WRITER.writeValueAsBytes(plain), context(quarantineId));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that was read must be writable");
    }
  }

  /**
   * The event as it came.
   *
   * @throws Sealer.SealBroken when it does not open, or is from a version that wrote it otherwise
   */
  public InboundEvent open(byte[] sealed, String quarantineId) throws Sealer.SealBroken {
    byte[] plain = sealer.open(sealed, context(quarantineId));
    try {
      JsonNode event = Json.read(plain);
      JsonNode sender = event.path("sender");
      return new InboundEvent(
          new Sender(
              sender.path("workspace").asText(),
              sender.path("source").asText(),
              SourceKind.valueOf(sender.path("kind").asText().toUpperCase(Locale.ROOT)),
              text(sender.path("channel")),
              text(sender.path("ip")),
              text(sender.path("user_agent")),
              sender.path("gpc").asBoolean(),
              cookies(sender.path("cookies"))),
          event.path("content"),
          Instant.parse(event.path("received_at").asText()),
          event.path("test").asBoolean());
    } catch (JsonProcessingException e) {
      throw new Sealer.SealBroken(context(quarantineId));
    }
  }

  private static Map<String, List<String>> cookies(JsonNode kept) {
    Map<String, List<String>> cookies = new TreeMap<>();
    for (Map.Entry<String, JsonNode> cookie : kept.properties()) {
      List<String> values = new ArrayList<>();
      cookie.getValue().forEach(value -> values.add(value.textValue()));
      cookies.put(cookie.getKey(), values);
    }
    return cookies;
  }

  private static String context(String quarantineId) {
    return "quarantine|" + quarantineId;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }
}
