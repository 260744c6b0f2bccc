package io.tagyard.destination.carriage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Answer.Barred;
import io.tagyard.destination.Answer.Replied;
import io.tagyard.destination.Answer.Silence;
import io.tagyard.event.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token endpoint said (RFC 6749, 5). */
sealed interface TokenAnswer {
  /** Lifetime of a token that names none; a 401 tells us earlier when that is too long. */
  Duration UNTOLD = Duration.ofMinutes(10);

  /** Longest lifetime that is believed. */
  Duration LONGEST = Duration.ofDays(1);

  /** Statuses that say nothing about our credentials. */
  Set<Integer> PASSING = Set.of(408, 425, 429);

  /**
   * A token.
   *
   * @param refreshToken the one to ask with from now on; null when it stays the same
   */
  record Issued(String token, Duration life, @Nullable String refreshToken) implements TokenAnswer {
    @Override
    public String toString() {
      return "issued for " + life;
    }
  }

  /** None, and what that means for the request that needs one. */
  record Denied(Answer answer) implements TokenAnswer {}

  /** Reads an answer of the endpoint. */
  static TokenAnswer of(Answer answer) {
    return switch (answer) {
      case Silence silence -> new Denied(silence);
      case Barred barred -> new Denied(barred);
      case Replied reply -> of(reply);
    };
  }

  private static TokenAnswer of(Replied reply) {
    int status = reply.status();
    if (status >= 500 || PASSING.contains(status)) {
      return new Denied(new Silence("no_token", false));
    }
    JsonNode body = json(reply.body());
    String token = body.path("access_token").asText("");
    if (status / 100 != 2) {
      return barred("refuses our credentials: HTTP " + status + words(body));
    }
    if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      return barred("gives no access_token: HTTP " + status + words(body));
    }
    String newer = body.path("refresh_token").asText("");
    return new Issued(token, life(body.path("expires_in")), newer.isEmpty() ? null : newer);
  }

  private static Denied barred(String said) {
    return new Denied(new Barred("the token endpoint " + said));
  }

  /** The error's word and description; nothing else of the body, which may hold a token. */
  private static String words(JsonNode body) {
    String error = body.path("error").asText("");
    String described = body.path("error_description").asText("");
    String text =
        (error.isEmpty() ? "" : ", " + error) + (described.isEmpty() ? "" : ": " + described);
    return text.length() > 300 ? text.substring(0, 300) : text;
  }

  private static Duration life(JsonNode seconds) {
    try {
      BigDecimal number = new BigDecimal(seconds.asText(""));
      boolean sane =
          number.signum() > 0 && number.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) < 0;
      return sane ? Duration.ofSeconds(number.longValue()) : number.signum() > 0 ? LONGEST : UNTOLD;
    } catch (NumberFormatException e) {
      return UNTOLD;
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return Json.read(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
