package io.tagyard.destination;

import com.google.re2j.Pattern;
import io.tagyard.destination.Outbound.Header;
import io.tagyard.destination.expression.Encoding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a request comes to the bearer token it needs (RFC 6749): whom to ask, and with what. Carries
 * secrets: {@link #toString} shows the host only.
 *
 * @param id names it over restarts: it changes when the settings do, and tells no secret
 * @param endpoint the token endpoint
 * @param form what is asked, in order, not encoded
 * @param headers what is said besides
 * @param refused what a platform says of a token it does not take with another 4xx than 401; null =
 *     it says 401
 */
public record TokenGrant(
    URI endpoint,
    Map<String, String> form,
    List<Header> headers,
    String id,
    @Nullable Pattern refused)
    implements Access {
  private static final String REFRESH_TOKEN = "refresh_token";
  private static final int UNAUTHORIZED = 401;
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  public TokenGrant {
    form = new LinkedHashMap<>(form);
    headers = List.copyOf(headers);
  }

  /** Whether this answer says that the token is not taken. */
  public boolean refusedBy(Answer.Replied reply) {
    boolean clientFault = reply.status() >= 400 && reply.status() < 500;
    return reply.status() == UNAUTHORIZED
        || clientFault
            && refused != null
            && refused.matcher(new String(reply.body(), StandardCharsets.UTF_8)).find();
  }

  /** The refresh token of the settings; null for a grant without one. */
  public @Nullable String refreshToken() {
    return form.get(REFRESH_TOKEN);
  }

  /**
   * The request for a token.
   *
   * @param newer refresh token that replaces the settings' one; null without
   */
  public Outbound ask(@Nullable String newer) {
    Map<String, String> fields = new LinkedHashMap<>(form);
    if (newer != null) {
      fields.put(REFRESH_TOKEN, newer);
    }
    String body =
        fields.entrySet().stream()
            .map(each -> each.getKey() + "=" + Encoding.PERCENT.of(each.getValue()))
            .collect(Collectors.joining("&"));
    List<Header> all = new ArrayList<>(headers);
    all.add(new Header("Content-Type", "application/x-www-form-urlencoded"));
    all.add(new Header("Accept", "application/json"));
    return new Outbound("POST", endpoint, all, body.getBytes(StandardCharsets.UTF_8), TIMEOUT);
  }

  @Override
  public String toString() {
    return "token of " + endpoint.getHost();
  }
}
