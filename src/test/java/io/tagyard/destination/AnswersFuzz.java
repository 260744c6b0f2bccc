package io.tagyard.destination;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Any bytes as the answer of a platform: every event of the request has an outcome. */
public final class AnswersFuzz {
  private static final int ELEMENTS = 3;
  private static final List<Destination> DESTINATIONS =
      List.of(
          Kit.connect(
              "meta-conversions", "{ pixel_id: \"1234567890123456\", access_token: token-1 }"),
          Kit.connect("webhook", "{ url: \"https://h.example/\" }"),
          Kit.connect(
              "postback",
              "{ url: \"https://h.example/?o=${order.id}\", success: \"(?i)ok|^1$\" }"));

  private AnswersFuzz() {}

  /** Called by the fuzzer: two bytes of status, a line that is a header, the rest is the body. */
  public static void fuzzerTestOneInput(byte[] input) {
    int status = input.length < 2 ? 200 : 100 + ((input[0] & 0xff) * 256 + (input[1] & 0xff)) % 500;
    int end = 2;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    String header =
        input.length < 2 ? "" : new String(input, 2, end - 2, StandardCharsets.ISO_8859_1);
    byte[] body = end >= input.length ? new byte[0] : Arrays.copyOfRange(input, end, input.length);
    Answer answer =
        new Answer.Replied(
            status,
            Map.of("retry-after", List.of(header)),
            body,
            Instant.parse("2026-11-20T12:00:00Z"));
    for (Destination destination : DESTINATIONS) {
      for (int elements = 1; elements <= ELEMENTS; elements++) {
        if (destination.judge(answer, elements) instanceof Verdict.PerEvent(List<Outcome> all)
            && all.size() != elements) {
          throw new AssertionError(all.size() + " outcomes of " + elements);
        }
      }
      destination.mask(new String(body, StandardCharsets.UTF_8));
    }
  }
}
