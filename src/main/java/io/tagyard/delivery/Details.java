package io.tagyard.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Masking;
import io.tagyard.destination.Outbound;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Json;
import io.tagyard.event.Sha256;
import io.tagyard.privacy.ConsentDecision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt says besides the fate: answer (masked, at most 4 KiB), request digest, consent.
 */
final class Details {
  /** Longest part of an answer that is kept, in characters. */
  static final int ANSWER_MAX = 4_096;

  /** Longest sentence that is kept. */
  static final int SENTENCE_MAX = 1_000;

  private Details() {}

  /** What is the same for all legs of a request. */
  static ObjectNode ofRequest(
      Outbound request, Answer answer, Destination destination, boolean accepted) {
    ObjectNode detail = Json.mapper().createObjectNode();
    detail.put("request", digest(request));
    ObjectNode shown = detail.putObject("answer");
    switch (answer) {
      case Answer.Replied replied -> {
        shown.put("status", replied.status());
        if (replied.note() != null) {
          shown.put("note", replied.note());
        }
        if (!accepted && replied.body().length > 0) {
          shown.put("body", body(replied.body(), request, destination));
        }
      }
      case Answer.Silence silence -> shown.put("silence", silence.symptom());
      case Answer.Barred(String because) ->
          shown.put("barred", shortened(masked(because, request, destination), SENTENCE_MAX));
    }
    return detail;
  }

  /** What is known of a leg that did not get as far as a request; equal for many legs. */
  record OfLeg(
      @Nullable String route, @Nullable String revision, @Nullable ConsentDecision consent) {
    ObjectNode json() {
      ObjectNode detail = Json.mapper().createObjectNode();
      if (route != null) {
        detail.put("route", route);
      }
      if (revision != null) {
        detail.put("revision", revision);
      }
      if (consent != null) {
        detail
            .putObject("consent")
            .put("decision", consent.kind().name().toLowerCase(Locale.ROOT))
            .put("reason", consent.reason())
            .put("sentence", consent.sentence())
            .put("signal", consent.signal());
      }
      return detail;
    }
  }

  static OfLeg ofLeg(Cargo cargo, @Nullable ConsentDecision consent, ConnectionId lane) {
    return new OfLeg(
        cargo.leg() == null ? null : cargo.leg().route(),
        cargo.table().revision(lane.workspace()).orElse(null),
        consent);
  }

  /** A text of the destination without secrets, raw personal values and digests. */
  static String masked(String text, Outbound request, Destination destination) {
    return new Masking(request.personal()).text(destination.mask(text));
  }

  static String shortened(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max - 1) + "…";
  }

  /** Which exception, thrown where; without its message, which may quote an event. */
  static String place(Throwable bug) {
    StackTraceElement[] stack = bug.getStackTrace();
    return bug.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
  }

  private static String body(byte[] body, Outbound request, Destination destination) {
    // mask first: a cut must not leave half a secret
    String text = masked(new String(body, StandardCharsets.UTF_8), request, destination);
    return shortened(text.replace("\u0000", ""), ANSWER_MAX);
  }

  private static String digest(Outbound request) {
    MessageDigest sha = Sha256.begin();
    sha.update(request.method().getBytes(StandardCharsets.UTF_8));
    sha.update(request.uri().toASCIIString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha.digest(request.body()), 0, 16);
  }

  static String digest(String text) {
    return Sha256.hex(text);
  }
}
