package io.tagyard.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Fault;
import io.tagyard.event.QuarantinedEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A quarantined event as bytes: format, workspace (a list filters by it without reading further),
 * the sealed original as it is, then JSON. The id is the key.
 */
final class QuarantineCodec {
  private static final byte FORMAT = 1;

  private QuarantineCodec() {}

  static byte[] encode(QuarantinedEvent event) {
    byte[] workspace = event.workspace().getBytes(StandardCharsets.UTF_8);
    byte[] original = event.original();
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 + original.length);
    out.write(FORMAT);
    part(out, workspace);
    part(out, original);
    return EventCodec.bytes(
        out.toByteArray(),
        json -> {
          json.writeStartObject();
          json.writeStringField("s", event.source());
          if (event.eventId() != null) {
            json.writeStringField("i", event.eventId());
          }
          if (event.name() != null) {
            json.writeStringField("n", event.name());
          }
          json.writeStringField("t", event.receivedAt().toString());
          json.writeArrayFieldStart("f");
          for (Fault fault : event.faults()) {
            json.writeStartArray();
            json.writeString(fault.path());
            json.writeString(fault.message());
            json.writeString(fault.expected());
            json.writeEndArray();
          }
          json.writeEndArray();
          json.writeFieldName("r");
          json.writeTree(event.redacted());
          json.writeEndObject();
        });
  }

  static String workspace(byte[] bytes) {
    return new String(part(start(bytes)), StandardCharsets.UTF_8);
  }

  static QuarantinedEvent decode(String id, byte[] bytes) {
    try {
      ByteBuffer in = start(bytes);
      String workspace = new String(part(in), StandardCharsets.UTF_8);
      byte[] original = part(in);
      JsonNode json = EventCodec.tree(bytes, in.position());
      List<Fault> faults = new ArrayList<>();
      for (JsonNode fault : json.required("f")) {
        faults.add(
            new Fault(
                fault.path(0).textValue(), fault.path(1).textValue(), fault.path(2).textValue()));
      }
      return new QuarantinedEvent(
          id,
          workspace,
          json.required("s").textValue(),
          EventCodec.text(json, "i"),
          EventCodec.text(json, "n"),
          Instant.parse(json.required("t").textValue()),
          List.copyOf(faults),
          json.required("r"),
          original);
    } catch (Damaged e) {
      throw e;
    } catch (RuntimeException e) {
      throw new Damaged("quarantined event is malformed", e);
    }
  }

  private static ByteBuffer start(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length == 0 || in.get() != FORMAT) {
      throw new Damaged("unknown format of a quarantined event", null);
    }
    return in;
  }

  private static void part(ByteArrayOutputStream out, byte[] part) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    out.writeBytes(part);
  }

  private static byte[] part(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new Damaged("quarantined event is cut", null);
    }
    byte[] part = new byte[length];
    in.get(part);
    return part;
  }
}
