package io.tagyard.intake;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Any bytes as the query of an image: repaired into an address, read, and judged. */
public final class PixelQueryFuzz {
  private PixelQueryFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    String line = new String(input, StandardCharsets.ISO_8859_1);
    String repaired = PixelTarget.repaired("/v1/pixel.gif?" + line);
    if (!PixelTarget.repaired(repaired).equals(repaired)) {
      throw new AssertionError("repaired twice is something else: " + repaired);
    }
    URI uri = URI.create(repaired);
    URI.create(PixelTarget.without("GET /v1/pixel.gif?" + line));
    JsonEventFuzz.judged(PixelQuery.read(new QueryStringDecoder(uri).parameters()));
  }
}
