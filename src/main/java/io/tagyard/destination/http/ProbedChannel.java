package io.tagyard.destination.http;

import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection that can be asked whether the other side has said anything that nobody read. */
final class ProbedChannel extends NioSocketChannel {
  /** Whether it is open and nothing is there to read; what is there is lost. */
  boolean isQuiet() {
    try {
      return javaChannel().read(ByteBuffer.allocate(1)) == 0;
    } catch (IOException gone) {
      return false;
    }
  }
}
