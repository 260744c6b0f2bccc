package io.tagyard.intake;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Looks at the lines that say how long a chunk is (RFC 9112 section 7.1) before the codec does,
 * which takes {@code 2 2} for 2 where another server may take it for 22.
 */
final class ChunkLines {
  private static final int DIGITS_MAX = 8;

  /**
   * How far the codec has read, and where the next such line begins; counted from the same byte.
   */
  private long read;

  private long next;
  private boolean inBody;

  void bodyBegins() {
    inBody = true;
    read = 0;
    next = 0;
  }

  void bodyEnds() {
    inBody = false;
  }

  /** The codec has taken so many bytes of the body. */
  void took(int bytes) {
    read += bytes;
  }

  /** Whether every such line that has arrived whole is a length. */
  boolean sound(ByteBuf in) {
    while (inBody && next - read < in.readableBytes()) {
      int start = in.readerIndex() + (int) (next - read);
      int feed = in.forEachByte(start, in.writerIndex() - start, ByteProcessor.FIND_LF);
      if (feed < 0) {
        return true;
      }
      long size = size(in, start, feed);
      if (size < 0) {
        return false;
      }
      if (size == 0) {
        inBody = false; // the last one
      }
      next += feed + 1 - start + size + 2;
    }
    return true;
  }

  /** The length that this line says; -1 = it says none. */
  private static long size(ByteBuf in, int start, int feed) {
    int at = start;
    long size = 0;
    for (int digit = hex(in.getByte(at)); digit >= 0; digit = hex(in.getByte(++at))) {
      size = size << 4 | digit;
      if (at - start >= DIGITS_MAX) {
        return -1;
      }
    }
    boolean some = at > start;
    while (in.getByte(at) == ' ' || in.getByte(at) == '\t') {
      at++;
    }
    boolean extension = in.getByte(at) == ';';
    boolean ends = at == feed - 1 && in.getByte(at) == '\r';
    return some && (extension || ends) && in.getByte(feed - 1) == '\r' ? size : -1;
  }

  private static int hex(byte character) {
    return Character.digit(character, 16);
  }
}
