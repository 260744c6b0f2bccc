package io.tagyard.intake;

import java.io.ByteArrayOutputStream;
import java.util.zip.GZIPOutputStream;

/** Any bytes as NDJSON, as they are, packed, or as a packed body that is none. */
public final class NdjsonFuzz {
  private static final String NDJSON = "application/x-ndjson";

  private NdjsonFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    JsonEventFuzz.take(RequestBody.read(input, NDJSON, null, JsonEventFuzz.limits()));
    RequestBody.read(input, NDJSON, "gzip", JsonEventFuzz.limits());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(input);
    }
    RequestBody plain = RequestBody.read(input, NDJSON, null, JsonEventFuzz.limits());
    RequestBody unpacked =
        RequestBody.read(packed.toByteArray(), NDJSON, "gzip", JsonEventFuzz.limits());
    boolean packedTwice = input.length > 1 && input[0] == 0x1f && input[1] == (byte) 0x8b;
    if (!packedTwice && !plain.equals(unpacked)) {
      throw new AssertionError("packed " + unpacked + ", unpacked " + plain);
    }
  }
}
