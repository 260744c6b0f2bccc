package io.tagyard.stories;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many platforms on one port, each behind its own path and following its own script. It speaks HTTP
 * by hand, because no server library misbehaves as well as the world does.
 */
public final class FaultServer implements AutoCloseable {
  private final ServerSocket server;
  private final Map<String, List<Received>> received = new ConcurrentHashMap<>();
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Consumer<Received> listener;

  /** A request as it came; header names in lower case. */
  public record Received(
      String method,
      String path,
      String query,
      Map<String, String> headers,
      String body,
      long atNanos) {
    /** The value of this header, or an empty text. */
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The name of the platform: the first step of the path. */
    public String platform() {
      return path.split("/", -1)[1];
    }
  }

  /** How a platform behaves. */
  @FunctionalInterface
  public interface Script {
    Reply answer(Received request) throws InterruptedException;

    /** Whether it cuts the connection once it has seen the head of the request. */
    default boolean cutsUnread(Received head) {
      return false;
    }
  }

  /** What to answer. */
  public sealed interface Reply {
    /** An HTTP answer. */
    record Status(int status, String body, Map<String, String> headers) implements Reply {}

    /** Nothing, ever. */
    record Hang() implements Reply {}

    /** The connection is reset. */
    record Cut() implements Reply {}

    /** A head that promises more than comes. */
    record HalfBody() implements Reply {}

    /** The body comes byte by byte, with this pause between two. */
    record Drip(Duration pause) implements Reply {}

    /** Bytes that are no HTTP. */
    record NoHttp() implements Reply {}

    static Reply status(int status) {
      return new Status(status, "{}", Map.of());
    }

    static Reply status(int status, String body) {
      return new Status(status, body, Map.of());
    }
  }

  /** A server that remembers every request. */
  public FaultServer() {
    this(null);
  }

  /** A server that tells each request, before it answers, and remembers none; null = remembers. */
  public FaultServer(@Nullable Consumer<Received> listener) {
    this.listener = listener == null ? this::remember : listener;
    try {
      server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** The address of the platform of this name. */
  public String url(String platform) {
    return endpoint() + "/" + platform;
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** From now on the platform answers so; without a script it answers 200. */
  public void script(String platform, Script script) {
    scripts.put(platform, script);
  }

  /** What the platform got, in order. */
  public List<Received> received(String platform) {
    return List.copyOf(received.getOrDefault(platform, List.of()));
  }

  private void remember(Received request) {
    received
        .computeIfAbsent(request.platform(), key -> Collections.synchronizedList(new ArrayList<>()))
        .add(request);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean goingOn = true;
      while (goingOn) {
        goingOn = exchange(in, socket);
      }
    } catch (IOException e) {
      // the gateway was killed, or gave the request up
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private boolean exchange(InputStream in, Socket socket) throws IOException, InterruptedException {
    String start = line(in);
    if (start.isEmpty()) {
      return false;
    }
    String[] words = start.split(" ");
    String[] target = words[1].split("\\?", 2);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    String query = target.length > 1 ? target[1] : "";
    Received head =
        new Received(words[0], target[0], query, Map.copyOf(headers), "", System.nanoTime());
    Script script = scripts.getOrDefault(head.platform(), request -> Reply.status(200));
    if (script.cutsUnread(head)) {
      socket.setSoLinger(true, 0);
      return false;
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    Received whole =
        new Received(words[0], target[0], query, head.headers(), body, System.nanoTime());
    listener.accept(whole);
    return answer(script.answer(whole), socket);
  }

  private boolean answer(Reply reply, Socket socket) throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    switch (reply) {
      case Reply.Status(int status, String body, Map<String, String> headers) -> {
        write(out, head(status, body.length(), headers) + body);
        return true;
      }
      case Reply.Hang ignored -> closed.await(10, TimeUnit.MINUTES);
      case Reply.Cut ignored -> socket.setSoLinger(true, 0);
      case Reply.HalfBody ignored -> write(out, head(200, 1_000, Map.of()) + "{");
      case Reply.NoHttp ignored -> write(out, "220 mail.example ESMTP\r\n");
      case Reply.Drip(Duration pause) -> {
        write(out, head(200, 100_000, Map.of()));
        while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          write(out, " ");
        }
      }
    }
    return false;
  }

  private static String head(int status, int length, Map<String, String> headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("Content-Type: application/json\r\nContent-Length: ")
        .append(length)
        .append("\r\n\r\n")
        .toString();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
