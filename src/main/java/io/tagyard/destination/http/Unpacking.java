package io.tagyard.destination.http;

import io.tagyard.destination.http.Exchange.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks what comes packed although nothing packed was asked for: gzip and deflate (RFC 9110,
 * 8.4.1; with and without the zlib frame), also one in the other. What comes out of each is cut at
 * the limit, so that a small answer cannot become a large one. Any other coding is not read.
 */
final class Unpacking {
  private static final int CODINGS_MAX = 4;
  private static final int PIECE = 4096;

  private final int bytesMax;

  /**
   * @param bytesMax most bytes that come out
   */
  Unpacking(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** The answer with its body as it was before it was packed; itself when it is not packed. */
  Reply unpack(Reply reply) {
    List<String> codings = codings(reply);
    if (codings.isEmpty() || reply.body().length == 0) {
      return reply;
    }
    String all = String.join(", ", codings);
    if (codings.size() > CODINGS_MAX) {
      return with(reply, new byte[0], Notes.packed(shortened(all)));
    }
    byte[] bytes = reply.body();
    String note = reply.note();
    for (String coding : codings.reversed()) {
      if (!isKnown(coding)) {
        return with(reply, new byte[0], Notes.packed(shortened(coding)));
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      String wrong = unpack(coding, bytes, out);
      note = note == null ? wrong : note;
      bytes = out.toByteArray();
    }
    return with(reply, bytes, note);
  }

  private static Reply with(Reply reply, byte[] body, @Nullable String note) {
    return new Reply(reply.status(), reply.headers(), body, note);
  }

  /** In the order in which they were applied: those of the content, then those of the transfer. */
  private static List<String> codings(Reply reply) {
    List<String> codings = new ArrayList<>();
    for (String header : List.of("content-encoding", "transfer-encoding")) {
      for (String line : reply.headers().getOrDefault(header, List.of())) {
        for (String word : line.split(",", -1)) {
          String coding = word.strip().toLowerCase(Locale.ROOT);
          if (!coding.isEmpty() && !coding.equals("identity") && !coding.equals("chunked")) {
            codings.add(coding);
          }
        }
      }
    }
    return codings;
  }

  private static boolean isKnown(String coding) {
    return coding.equals("gzip") || coding.equals("x-gzip") || coding.equals("deflate");
  }

  /** Appends what comes out; says why it is not all, null when it is. */
  private @Nullable String unpack(String coding, byte[] packed, ByteArrayOutputStream out) {
    Inflater inflater = new Inflater(coding.equals("deflate") && !hasZlibFrame(packed));
    try (InputStream in =
        coding.equals("deflate")
            ? new InflaterInputStream(new ByteArrayInputStream(packed), inflater)
            : new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] piece = new byte[PIECE];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        int room = bytesMax - out.size();
        out.write(piece, 0, Math.min(n, room));
        if (n > room) {
          return Notes.LONG_BODY;
        }
      }
      return null;
    } catch (IOException damaged) {
      return Notes.damaged(coding);
    } finally {
      inflater.end();
    }
  }

  /** Many send the bare stream under the name of the framed one. */
  private static boolean hasZlibFrame(byte[] packed) {
    return packed.length >= 2
        && (packed[0] & 0x0f) == 8
        && ((packed[0] & 0xff) << 8 | packed[1] & 0xff) % 31 == 0;
  }

  private static String shortened(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40);
  }
}
