package io.tagyard.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Plays destinations, one per port, in a process of its own. The first line it writes holds its
 * ports; then each line it reads is a command: {@code 2 slow 30000} makes the third of them answer
 * after 30 s, others are {@code ok}, {@code status 500}, {@code throttle} (429, again in a second),
 * {@code silent}, {@code trickle} (a byte every 100 ms) and {@code dead} (refuses connections);
 * {@code report} writes a line per port, {@code reset} forgets what was counted.
 */
final class Stub {
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
  private static final int ID_DIGITS = 16;

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<Door> doors = new ArrayList<>();

  public static void main(String[] args) throws IOException, InterruptedException {
    Stub stub = new Stub();
    StringBuilder ports = new StringBuilder();
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      Door door = stub.new Door();
      door.listen(0);
      stub.doors.add(door);
      ports.append(door.port).append(' ');
    }
    System.out.println(ports.toString().strip());
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String answer = stub.loops.submit(command(stub, line.strip())).sync().getNow();
      System.out.println(answer);
    }
    System.exit(0);
  }

  private static Callable<String> command(Stub stub, String line) {
    return () -> stub.obey(line.split(" "));
  }

  private String obey(String[] words) throws InterruptedException {
    switch (words[0]) {
      case "reset" -> doors.forEach(Door::reset);
      case "report" -> {
        List<String> lines = new ArrayList<>();
        doors.forEach(door -> lines.add(door.report()));
        return String.join(";", lines);
      }
      default ->
          doors
              .get(Integer.parseInt(words[0]))
              .be(words[1], words.length > 2 ? Integer.parseInt(words[2]) : 0);
    }
    return "";
  }

  /** One destination. Touched on the event loop only. */
  private final class Door {
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private Channel server;
    private int port;
    private long requests;
    private String mode = "ok";
    private int number;

    void listen(int at) throws InterruptedException {
      server =
          new ServerBootstrap()
              .group(loops)
              .channel(NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, 1024)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      open.add(channel);
                      channel.pipeline().addLast(new Exchange(Door.this));
                    }
                  })
              .bind("127.0.0.1", at)
              .channel();
      if (!server.eventLoop().inEventLoop()) {
        server.newSucceededFuture().sync();
        while (server.localAddress() == null) {
          Thread.onSpinWait();
        }
        port = ((InetSocketAddress) server.localAddress()).getPort();
      }
    }

    void be(String newMode, int newNumber) throws InterruptedException {
      if (newMode.equals("dead")) {
        server.close();
        open.close();
      } else if (mode.equals("dead")) {
        listen(port);
      }
      mode = newMode;
      number = newNumber;
    }

    void reset() {
      requests = 0;
      latencies.reset();
    }

    String report() {
      return requests
          + " "
          + latencies.getTotalCount()
          + " "
          + latencies.getValueAtPercentile(50)
          + " "
          + latencies.getValueAtPercentile(99)
          + " "
          + latencies.getValueAtPercentile(99.9)
          + " "
          + latencies.getMaxValue();
    }

    /** Every event in it, by the instant its id carries. */
    void took(String text) {
      requests++;
      Instant instant = Instant.now();
      long now = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
      for (int at = text.indexOf(Purchase.MARK);
          at >= 0;
          at = text.indexOf(Purchase.MARK, at + ID_DIGITS)) {
        long intended = hex(text, at + Purchase.MARK.length());
        latencies.recordValue(Math.clamp(now - intended, 0, LONGEST_MICROS));
      }
    }

    private static long hex(String text, int at) {
      return Long.parseLong(text, at, at + ID_DIGITS, 16);
    }
  }

  /** One connection. */
  private static final class Exchange extends ByteToMessageDecoder {
    private static final byte[] TAKEN = answer(200, "", "{\"events_received\":1}");
    private static final byte[] THROTTLED = answer(429, "Retry-After: 1\r\n", "{}");
    private final Door door;

    Exchange(Door door) {
      this.door = door;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      Frames.Frame frame = Frames.next(in);
      if (frame == null) {
        return;
      }
      String head = frame.head();
      boolean accepts = door.mode.equals("ok") || door.mode.equals("trickle");
      if (accepts) {
        door.took(
            frame.bodyBytes() == 0
                ? head
                : in.toString(frame.bodyAt(), frame.bodyBytes(), StandardCharsets.ISO_8859_1));
      }
      in.readerIndex(frame.end());
      switch (door.mode) {
        case "ok" -> send(context, TAKEN);
        case "slow" ->
            context
                .executor()
                .schedule(() -> send(context, TAKEN), door.number, TimeUnit.MILLISECONDS);
        case "status" -> send(context, answer(door.number, "", "{}"));
        case "throttle" -> send(context, THROTTLED);
        case "trickle" -> trickle(context, 0);
        default -> {} // silent
      }
    }

    private static void trickle(ChannelHandlerContext context, int from) {
      if (from < TAKEN.length && context.channel().isActive()) {
        send(context, new byte[] {TAKEN[from]});
        context.executor().schedule(() -> trickle(context, from + 1), 100, TimeUnit.MILLISECONDS);
      }
    }

    private static void send(ChannelHandlerContext context, byte[] bytes) {
      context.writeAndFlush(Unpooled.wrappedBuffer(bytes), context.voidPromise());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close(); // a client that went away, as they do when the gateway is stopped
      if (!(cause instanceof IOException)) {
        cause.printStackTrace();
      }
    }

    private static byte[] answer(int status, String headers, String body) {
      return ("HTTP/1.1 "
              + status
              + " -\r\n"
              + headers
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body)
          .getBytes(StandardCharsets.US_ASCII);
    }
  }
}
