package io.tagyard.destination.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Outbound.Header;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.event.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Standard Webhooks 1.0.0 asks: the id is the same over all tries, the timestamp is that
 * of the try, one signature for each secret so that secrets can be rotated.
 */
public final class StandardWebhooks implements Adapter {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int HASHED_ID_CHARACTERS = 22;

  private final List<SecretKeySpec> keys;

  private StandardWebhooks(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  @Override
  public Outbound finish(Outbound request, List<String> eventIds, Attempt attempt) {
    return signed(request, messageId(String.join(",", eventIds)), attempt);
  }

  /** The request with its three headers. */
  Outbound signed(Outbound request, String messageId, Attempt attempt) {
    String timestamp = Long.toString(attempt.at().getEpochSecond());
    List<Header> headers = new ArrayList<>(request.headers());
    headers.add(new Header("webhook-id", messageId));
    headers.add(new Header("webhook-timestamp", timestamp));
    if (!keys.isEmpty()) {
      byte[] start = (messageId + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
      String signatures =
          keys.stream()
              .map(key -> "v1," + signature(key, start, request.body()))
              .collect(Collectors.joining(" "));
      headers.add(new Header("webhook-signature", signatures));
    }
    return request.with(headers);
  }

  /** An event's id where it is plain; else 22 characters of its SHA-256: no dot may be in it. */
  static String messageId(String eventId) {
    if (PLAIN_ID.matcher(eventId).matches()) {
      return "msg_" + eventId;
    }
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(eventId));
    return "msg_" + text.substring(0, HASHED_ID_CHARACTERS);
  }

  private static String signature(SecretKeySpec key, byte[] start, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(start);
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Makes it from the setting {@code secrets}. */
  static final class Maker implements Adapters.Kind {
    @Override
    public String name() {
      return "standard-webhooks";
    }

    @Override
    public Set<String> gives() {
      return Set.of();
    }

    @Override
    public Set<String> reads() {
      return Set.of("secrets");
    }

    @Override
    public Optional<Adapter> bind(JsonNode settings, Place place, Problems problems) {
      List<SecretKeySpec> keys = new ArrayList<>();
      for (JsonNode secret : settings.path("secrets")) {
        byte[] key = decoded(secret.asText());
        if (key.length == 0) {
          problems.error(
              "wrong-value",
              place,
              "a secret of \"secrets\" is no whsec_ and base64 (expected: 24 to 64 random bytes)");
        } else {
          keys.add(new SecretKeySpec(key, ALGORITHM));
        }
      }
      Adapter adapter = new StandardWebhooks(List.copyOf(keys));
      return Optional.of(adapter);
    }

    /** Libraries take a secret with or without its prefix. */
    private static byte[] decoded(String secret) {
      String text = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        return new byte[0];
      }
    }
  }
}
