package io.tagyard.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Digests;
import io.tagyard.event.Json;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sealed;
import io.tagyard.event.SourceKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A safe event as bytes: one byte of format, the time of receipt (seconds and nanoseconds, so that
 * a search by time reads no JSON), then one compact JSON object. Members of the body keep their
 * order and numbers their digits.
 */
final class EventCodec {
  private static final byte FORMAT = 2;

  /** With the consent record in whole words. */
  private static final byte FORMAT_1 = 1;

  private static final int HEADER = 1 + Long.BYTES + Integer.BYTES;

  /**
   * Wider than the intake's reader: what was taken in is one level deeper here, and a number may be
   * a few characters longer in the form that keeps its scale.
   */
  private static final JsonFactory READER =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4 * Json.NESTING_MAX)
                  .maxNumberLength(4 * Json.NUMBER_MAX)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private EventCodec() {}

  static byte[] encode(SafeEvent event) {
    Instant received = event.receivedAt();
    byte[] header =
        ByteBuffer.allocate(HEADER)
            .put(FORMAT)
            .putLong(received.getEpochSecond())
            .putInt(received.getNano())
            .array();
    return bytes(header, json -> write(json, event));
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws Damaged when these bytes are nothing that it wrote
   */
  static SafeEvent decode(byte[] bytes) {
    Instant received = receivedAt(bytes);
    JsonNode tree = tree(bytes, HEADER);
    try {
      return read(tree, received, bytes[0]);
    } catch (RuntimeException e) {
      throw new Damaged("members are missing or malformed", e);
    }
  }

  /** The time of receipt alone. */
  static Instant receivedAt(byte[] bytes) {
    if (bytes.length < HEADER || (bytes[0] != FORMAT && bytes[0] != FORMAT_1)) {
      throw new Damaged("unknown format", null);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, 1, HEADER - 1);
    long seconds = header.getLong();
    try {
      return Instant.ofEpochSecond(seconds, header.getInt());
    } catch (RuntimeException e) {
      throw new Damaged("no time", e);
    }
  }

  /**
   * A head, then JSON with numbers as {@code 1E+2} where that is their form: it reads back the
   * same.
   */
  static byte[] bytes(byte[] head, Json.Writing writing) {
    return Json.bytes(
        head,
        json -> {
          json.disable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
          writing.to(json);
        });
  }

  /** The JSON value from here to the end of the bytes. */
  static JsonNode tree(byte[] bytes, int from) {
    try (JsonParser parser = READER.createParser(bytes, from, bytes.length - from)) {
      JsonNode tree = Json.mapper().readTree(parser);
      if (tree == null) {
        throw new Damaged("no content", null);
      }
      return tree;
    } catch (IOException e) {
      // without the cause: its message may quote the content
      throw new Damaged("not JSON", null);
    }
  }

  private static void write(JsonGenerator json, SafeEvent event) throws IOException {
    json.writeStartObject();
    json.writeStringField("w", event.workspace());
    json.writeStringField("s", event.source());
    json.writeStringField("k", event.sourceKind().name());
    json.writeStringField("i", event.id());
    json.writeStringField("n", event.name());
    json.writeStringField("t", event.time().toString());
    json.writeStringField("c", event.channel());
    ConsentCodec.texts(json, "f", event.flags());
    if (event.subtotal() != null) {
      json.writeStringField("st", event.subtotal().toString());
    }
    json.writeNumberField("p", event.piiProfile());
    json.writeObjectFieldStart("d");
    for (Map.Entry<String, String> digest : event.digests().byVariant().entrySet()) {
      json.writeFieldName(digest.getKey());
      DigestText.write(json, digest.getValue());
    }
    json.writeEndObject();
    json.writeFieldName("o");
    ConsentCodec.write(json, event.consent());
    json.writeArrayFieldStart("x");
    for (Sealed sealed : event.sealed()) {
      write(json, sealed);
    }
    json.writeEndArray();
    json.writeFieldName("b");
    Json.write(json, event.body());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Sealed sealed) throws IOException {
    json.writeStartObject();
    ConsentCodec.texts(json, "p", sealed.paths());
    if (sealed.until() != null) {
      json.writeStringField("u", sealed.until().toString());
    }
    json.writeStringField("c", Base64.getEncoder().encodeToString(sealed.ciphertext()));
    json.writeEndObject();
  }

  private static SafeEvent read(JsonNode json, Instant received, byte format) {
    Map<String, String> digests = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> digest : json.required("d").properties()) {
      digests.put(digest.getKey(), DigestText.read(digest.getValue().textValue()));
    }
    List<Sealed> sealed = new ArrayList<>();
    json.required("x").forEach(one -> sealed.add(sealed(one)));
    Set<String> flags = new LinkedHashSet<>();
    json.required("f").forEach(flag -> flags.add(flag.textValue()));
    JsonNode consent = json.required("o");
    String subtotal = text(json, "st");
    return new SafeEvent(
        json.required("w").textValue(),
        json.required("s").textValue(),
        SourceKind.valueOf(json.required("k").textValue()),
        json.required("i").textValue(),
        json.required("n").textValue(),
        Instant.parse(json.required("t").textValue()),
        json.required("c").textValue(),
        received,
        flags,
        (ObjectNode) json.required("b"),
        subtotal == null ? null : new BigDecimal(subtotal),
        new Digests(digests),
        json.required("p").intValue(),
        format == FORMAT_1 ? ConsentCodec.readWords(consent) : ConsentCodec.read(consent),
        List.copyOf(sealed));
  }

  private static Sealed sealed(JsonNode json) {
    List<String> paths = new ArrayList<>();
    json.required("p").forEach(path -> paths.add(path.textValue()));
    String until = text(json, "u");
    return new Sealed(
        List.copyOf(paths),
        until == null ? null : Instant.parse(until),
        Base64.getDecoder().decode(json.required("c").textValue()));
  }

  static @Nullable String text(JsonNode json, String member) {
    JsonNode value = json.get(member);
    return value == null ? null : value.textValue();
  }
}
