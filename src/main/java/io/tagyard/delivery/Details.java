package io.tagyard.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Outbound;
import io.tagyard.event.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        if (!accepted && replied.body().length > 0) {
          shown.put("body", masked(replied.body(), destination));
        }
      }
      case Answer.Silence silence -> shown.put("silence", silence.symptom());
    }
    return detail;
  }

  /** The same for one of the legs. */
  static ObjectNode ofLeg(ObjectNode ofRequest, Load.Freight freight, @Nullable String revision) {
    ObjectNode detail = Json.mapper().createObjectNode();
    if (freight.cargo().leg() != null) {
      detail.put("route", freight.cargo().leg().route());
    }
    if (revision != null) {
      detail.put("revision", revision);
    }
    ObjectNode consent = detail.putObject("consent");
    consent.put("decision", freight.consent().kind().name().toLowerCase(java.util.Locale.ROOT));
    consent.put("reason", freight.consent().reason());
    consent.put("sentence", freight.consent().sentence());
    consent.put("signal", freight.consent().signal());
    detail.setAll(ofRequest);
    return detail;
  }

  static String shortened(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max - 1) + "…";
  }

  /** Which exception, thrown where; without its message, which may quote an event. */
  static String place(Throwable bug) {
    StackTraceElement[] stack = bug.getStackTrace();
    return bug.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
  }

  private static String masked(byte[] body, Destination destination) {
    // mask first: a cut must not leave half a secret
    String text = destination.mask(new String(body, StandardCharsets.UTF_8));
    return shortened(text.replace("\u0000", ""), ANSWER_MAX);
  }

  private static String digest(Outbound request) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(request.method().getBytes(StandardCharsets.UTF_8));
      sha.update(request.uri().toASCIIString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest(request.body()), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
