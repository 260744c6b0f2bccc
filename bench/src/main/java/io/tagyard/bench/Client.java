package io.tagyard.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/**
 * Sends requests over so many connections, one in flight on each, from one event loop: everything
 * below happens on its thread. Closed loop: the next goes when the last was answered. Open loop:
 * requests are due at a fixed rate whatever the answers do, and a latency counts from when its
 * request was due.
 */
final class Client implements AutoCloseable {
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final int port;
  private final LongFunction<byte[]> requests;
  private final List<Connection> connections = new ArrayList<>();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Deque<Long> due = new ArrayDeque<>();
  private Run run = new Run(0);

  /**
   * @param requests by the microsecond since 1970 at which one is due
   */
  Client(int port, int connections, LongFunction<byte[]> requests) {
    this.port = port;
    this.requests = requests;
    for (int i = 0; i < connections; i++) {
      Connection connection = new Connection();
      connection.open().syncUninterruptibly();
      this.connections.add(connection);
    }
  }

  /** What was seen in one run. Latencies in microseconds. */
  static final class Run {
    final double rate;
    final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    final Map<String, Long> statuses = new TreeMap<>();
    long begin;
    long end;
    long counted;
    long offered;
    boolean over;

    Run(double rate) {
      this.rate = rate;
    }

    double perSecond() {
      return counted * 1e9 / (end - begin);
    }

    private void answered(String status, long micros) {
      statuses.merge(status, 1L, Long::sum);
      if (status.startsWith("2")) {
        counted++;
        latencies.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
      }
    }
  }

  /** As much as goes. */
  Run closed(Duration time) {
    return run(new Run(0), time);
  }

  /** So many requests a second. */
  Run open(double perSecond, Duration time) {
    return run(new Run(perSecond), time);
  }

  private Run run(Run next, Duration time) {
    CompletableFuture<Run> done = new CompletableFuture<>();
    loop.execute(() -> {
      due.clear();
      run = next;
      run.begin = System.nanoTime();
      idle.clear();
      connections.stream().filter(each -> each.sentAt == 0).forEach(idle::add);
      pump();
      loop.schedule(
          () -> {
            next.end = System.nanoTime();
            next.over = true;
            due.clear();
            done.complete(next);
          },
          time.toNanos(),
          TimeUnit.NANOSECONDS);
    });
    return done.join();
  }

  /** Sends what is due, as far as there are idle connections. */
  private void pump() {
    if (run.over) {
      return;
    }
    if (run.rate == 0) {
      while (!idle.isEmpty()) {
        idle.pop().send(micros());
      }
      return;
    }
    long nanos = System.nanoTime() - run.begin;
    long nowMicros = micros();
    for (; run.offered < nanos * run.rate / 1e9; run.offered++) {
      due.add(nowMicros - (long) (nanos - run.offered * 1e9 / run.rate) / 1_000);
    }
    while (!due.isEmpty() && !idle.isEmpty()) {
      idle.pop().send(due.pop());
    }
    if (!ticking) {
      ticking = true;
      loop.schedule(
          () -> {
            ticking = false;
            pump();
          },
          500,
          TimeUnit.MICROSECONDS);
    }
  }

  private boolean ticking;

  private static long micros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  private final class Connection extends ByteToMessageDecoder {
    private Channel channel;
    private long sentAt;
    private Run of;

    ChannelFuture open() {
      ChannelFuture opening =
          new Bootstrap()
              .group(loop)
              .channel(NioSocketChannel.class)
              .option(ChannelOption.TCP_NODELAY, true)
              .handler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                      opened.pipeline().addLast(Connection.this);
                    }
                  })
              .connect("127.0.0.1", port);
      channel = opening.channel();
      return opening;
    }

    void send(long intended) {
      sentAt = intended;
      of = run;
      channel.writeAndFlush(
          Unpooled.wrappedBuffer(requests.apply(intended)), channel.voidPromise());
    }

    @Override
    public boolean isSharable() {
      return false;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      Frames.Frame frame = Frames.next(in);
      if (frame == null) {
        return;
      }
      in.readerIndex(frame.end());
      String status = frame.head().substring(9, 12);
      if (of == run && !run.over) {
        run.answered(status, micros() - sentAt);
      }
      sentAt = 0;
      idle.add(this); // in turn: the server closes one that is not used for long
      pump();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (closing) {
        return;
      }
      if (sentAt != 0) {
        run.statuses.merge("closed", 1L, Long::sum);
      }
      idle.remove(this);
      connections.remove(this);
      Connection next = new Connection();
      connections.add(next);
      next.open()
          .addListener(opened -> {
            if (opened.isSuccess()) {
              idle.add(next);
              pump();
            }
          });
    }
  }

  private volatile boolean closing;

  @Override
  public void close() {
    closing = true;
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
