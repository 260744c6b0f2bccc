package io.tagyard.intake;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the lines of a request's head while they arrive: a line that ends without a carriage
 * return, or that goes on in the next (RFC 9112 sections 2.2 and 5.2), is read differently by
 * different servers.
 */
final class HeadLines {
  private boolean inHead = true;

  /** Whether the first line has come; empty ones before it do not count. */
  private boolean begun;

  void headBegins() {
    inHead = true;
    begun = false;
  }

  void headEnds() {
    inHead = false;
  }

  /** What is wrong with what has arrived of the head; null when nothing is. */
  @Nullable String wrong(ByteBuf in) {
    int at = in.readerIndex();
    int end = in.writerIndex();
    while (inHead && at < end) {
      byte first = in.getByte(at);
      if (begun && (first == ' ' || first == '\t')) {
        return "a header goes on in the next line";
      }
      int feed = in.forEachByte(at, end - at, ByteProcessor.FIND_LF);
      if (feed < 0) {
        return null;
      }
      if (feed == at || in.getByte(feed - 1) != '\r') {
        return "a line of the head ends without a carriage return";
      }
      boolean empty = feed == at + 1;
      if (empty && begun) {
        return null; // what follows is the body, or the next request
      }
      begun = begun || !empty;
      at = feed + 1;
    }
    return null;
  }
}
