package io.tagyard.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/**
 * The event of a number: the same for the same seed. Most are small, some are hundreds of
 * kilobytes, some are refused by a platform, withheld by consent, or no valid events at all.
 */
record Payload(String id, Kind kind, String orderId, String value, String padding) {
  static final String MAIL = "quentin.vantongeren@example.org";
  static final String PHONE = "+491705559871";
  private static final int SAME_ORDER = 5;
  private static final int KIB = 1 << 10;
  private static final int CHUNK = 16_000;

  /** The same for what is sent again; platforms take nothing that is older than some days. */
  private static final Instant TIME = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  /** What must become of it. */
  enum Kind {
    PLAIN,
    POISON,
    DENIED,
    INVALID
  }

  static Payload of(long seed, int number) {
    Random random = new Random(seed * 31 + number);
    int drawn = random.nextInt(100);
    Kind kind =
        drawn < 92
            ? Kind.PLAIN
            : drawn < 95 ? Kind.DENIED : drawn < 98 ? Kind.POISON : Kind.INVALID;
    int size = random.nextInt(1_000);
    int padding =
        size < 900
            ? random.nextInt(600)
            : size < 995 ? random.nextInt(8 * KIB) : random.nextInt(256 * KIB);
    return new Payload(
        kind.name().toLowerCase(Locale.ROOT) + "-" + number,
        kind,
        "ORD-" + number / SAME_ORDER,
        (1 + random.nextInt(999)) + ".50",
        letters(random, padding));
  }

  private static String letters(Random random, int count) {
    StringBuilder letters = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      letters.append((char) ('a' + random.nextInt(26)));
    }
    return letters.toString();
  }

  String json() {
    return """
    {"id":"%s","name":"purchase","time":"%s",\
    "user":{"id":"customer-7","email":"%s","phone":"%s"},\
    "order":{"id":"%s","value":"%s","currency":"EUR"},\
    "consent":{"country":"DE","purposes":{"measurement":"granted","ad_user_data":"%s"}},\
    "properties":{"padding":%s}}\
    """
        .formatted(
            id,
            TIME,
            MAIL,
            PHONE,
            orderId,
            kind == Kind.INVALID ? "much" : value,
            kind == Kind.DENIED ? "denied" : "granted",
            chunks());
  }

  /** Of what a platform must get unchanged. */
  String digest() {
    return digest(orderId, value, padding);
  }

  /** The same of what a webhook got. */
  static String digestOfWebhook(JsonNode data) {
    return digest(
        data.at("/order/id").asText(),
        data.at("/order/value").asText(),
        joined(data.at("/properties/padding")));
  }

  /** As a list: one text of that length would be left out. */
  private String chunks() {
    StringJoiner list = new StringJoiner("\",\"", "[\"", "\"]");
    for (int from = 0; from == 0 || from < padding.length(); from += CHUNK) {
      list.add(padding.substring(from, Math.min(from + CHUNK, padding.length())));
    }
    return list.toString();
  }

  private static String joined(JsonNode list) {
    StringBuilder text = new StringBuilder();
    list.forEach(chunk -> text.append(chunk.asText()));
    return text.toString();
  }

  /** What Meta's form shows of it. */
  boolean isIn(JsonNode element) {
    JsonNode data = element.path("custom_data");
    return data.path("order_id").asText().equals(orderId)
        && data.path("value").decimalValue().compareTo(new BigDecimal(value)) == 0;
  }

  private static String digest(String... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
