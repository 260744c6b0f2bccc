package io.tagyard.bench;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Just enough of HTTP/1.1 to find where a message ends: the generator must cost little. */
final class Frames {
  /** Two line ends. */
  private static final int END = 0x0d0a0d0a;

  private static final String LENGTH = "\r\ncontent-length:";

  private Frames() {}

  /** Head and body, both complete in the buffer. */
  record Frame(String head, int bodyAt, int bodyBytes) {
    int end() {
      return bodyAt + bodyBytes;
    }
  }

  /** The message at the reader index; null when more must come. */
  static Frame next(ByteBuf in) {
    int end = end(in);
    if (end < 0) {
      return null;
    }
    int start = in.readerIndex();
    String head = in.toString(start, end - start, StandardCharsets.ISO_8859_1);
    int body = end + 4;
    int length = length(head);
    return in.writerIndex() - body < length ? null : new Frame(head, body, length);
  }

  private static int end(ByteBuf in) {
    int last = in.writerIndex() - 3;
    for (int at = in.readerIndex(); at < last; at++) {
      at = in.indexOf(at, last, (byte) '\r');
      if (at < 0) {
        return -1;
      }
      if (in.getInt(at) == END) {
        return at;
      }
    }
    return -1;
  }

  private static int length(String head) {
    for (int i = head.indexOf('\r'); i >= 0; i = head.indexOf('\r', i + 1)) {
      if (head.regionMatches(true, i, LENGTH, 0, LENGTH.length())) {
        int to = head.indexOf('\r', i + LENGTH.length());
        return Integer.parseInt(
            head.substring(i + LENGTH.length(), to < 0 ? head.length() : to).strip());
      }
      if (head.regionMatches(true, i, "\r\ntransfer-encoding:", 0, 20)) {
        throw new IllegalStateException("a message of unknown length: " + head);
      }
    }
    return 0;
  }
}
