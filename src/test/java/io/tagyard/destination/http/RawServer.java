package io.tagyard.destination.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that misbehaves as told: it reads a request and hands the socket over. */
final class RawServer implements AutoCloseable {
  /** What to do with a connection after its request was read. */
  @FunctionalInterface
  interface Manners {
    void answer(Socket socket, OutputStream out) throws IOException, InterruptedException;
  }

  /** What to do with a connection after this request was read. */
  @FunctionalInterface
  interface Speech {
    void answer(String request, Socket socket, OutputStream out)
        throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  RawServer(Manners manners) throws IOException {
    this((request, socket, out) -> manners.answer(socket, out));
  }

  RawServer(Speech speech) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), speech);
  }

  RawServer(ServerSocket server, Speech speech) {
    this.server = server;
    Thread.ofVirtual().start(() -> accept(speech));
  }

  /** Answers with this text, again and again on one connection. */
  static RawServer answering(String response) throws IOException {
    return new RawServer((socket, out) -> {
      out.write(response.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    });
  }

  private void accept(Speech speech) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, speech));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket, Speech speech) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String request = read(in); !request.isEmpty(); request = read(in)) {
        requests.add(request);
        speech.answer(request, socket, socket.getOutputStream());
      }
    } catch (IOException | InterruptedException gone) {
      // the test looks at what the courier made of it
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    String length =
        text.lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .map(line -> line.substring(15).trim())
            .findFirst()
            .orElse("0");
    byte[] body = in.readNBytes(Integer.parseInt(length));
    return text + new String(body, StandardCharsets.UTF_8);
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> requests() {
    return requests;
  }

  int connections() {
    return open.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
