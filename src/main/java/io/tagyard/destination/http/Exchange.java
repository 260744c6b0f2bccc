package io.tagyard.destination.http;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpResponse;
import io.netty.channel.Channel;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One request on its way: collects the answer up to its limit, and can be given up. Once the head
 * of the answer is read, there is a reply, whatever becomes of the rest.
 */
final class Exchange {
  /**
   * What came back.
   *
   * @param note why it was not read whole; null = it was
   */
  record Reply(int status, Map<String, List<String>> headers, byte[] body, @Nullable String note) {}

  private final int bodyBytesMax;
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private @Nullable Subscription open;
  private @Nullable Channel channel;
  private @Nullable Body body;
  private boolean onUsedConnection;
  private boolean answerBegun;
  private boolean givenUp;
  private boolean refused;

  Exchange(int bodyBytesMax) {
    this.bodyBytesMax = bodyBytesMax;
  }

  CompletableFuture<Reply> reply() {
    return reply;
  }

  void start(Publisher<? extends HttpResponse<?>> response) {
    response.subscribe(new Head());
  }

  /** Told when the request is written, and whether its connection carried others before. */
  synchronized void onWire(Channel connection, boolean usedBefore) {
    channel = connection;
    onUsedConnection = usedBefore;
    closeWhenGivenUp();
  }

  /** Told when the kept connection was no longer fit for it: nothing was written. */
  synchronized void unsent() {
    refused = true;
  }

  /** Whether nothing of it was written because of its connection: another may do. */
  synchronized boolean isUnsent() {
    return refused && !givenUp;
  }

  /** Whether the request has begun to leave. */
  synchronized boolean isSent() {
    return channel != null;
  }

  /** Whether it failed as it does on a kept connection that the other side had closed meanwhile. */
  synchronized boolean stale() {
    return onUsedConnection && !answerBegun && !givenUp;
  }

  /** Ends it where it is, and closes its connection; what was read of the answer counts. */
  synchronized void giveUp() {
    givenUp = true;
    if (body != null) {
      body.cut(Notes.SLOW_BODY);
    }
    closeWhenGivenUp();
  }

  private synchronized void opened(Subscription subscription) {
    open = subscription;
    closeWhenGivenUp();
  }

  private synchronized void closeWhenGivenUp() {
    if (!givenUp) {
      return;
    }
    if (open != null) {
      open.cancel();
    }
    if (channel != null) {
      channel.close();
    }
  }

  /** Something came back. */
  synchronized void begun() {
    answerBegun = true;
  }

  /** The answer is this head, which was not read to its end. */
  void answered(io.netty.handler.codec.http.HttpResponse head, String note) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : head.headers().names()) {
      headers.putIfAbsent(name.toLowerCase(Locale.ROOT), head.headers().getAll(name));
    }
    reply.complete(new Reply(head.status().code(), headers, new byte[0], note));
  }

  /** There will be no answer. */
  void failed(Throwable cause) {
    reply.completeExceptionally(cause);
  }

  private final class Head implements Subscriber<HttpResponse<?>> {
    private boolean answered;

    @Override
    public void onSubscribe(Subscription subscription) {
      opened(subscription);
      subscription.request(1);
    }

    @Override
    public void onNext(HttpResponse<?> response) {
      answered = true;
      begun();
      Map<String, List<String>> headers = new LinkedHashMap<>();
      for (String name : response.getHeaders().names()) {
        headers.putIfAbsent(name.toLowerCase(Locale.ROOT), response.getHeaders().getAll(name));
      }
      if (response instanceof ByteBodyHttpResponse<?> withBody) {
        withBody.byteBody().toReadBufferPublisher().subscribe(begin(response.code(), headers));
      } else {
        reply.complete(new Reply(response.code(), headers, new byte[0], null));
      }
    }

    @Override
    public void onError(Throwable cause) {
      failed(cause);
    }

    @Override
    public void onComplete() {
      if (!answered) {
        failed(new EOFException("no answer"));
      }
    }
  }

  private synchronized Body begin(int status, Map<String, List<String>> headers) {
    Body begun = new Body(status, headers);
    body = begun;
    return begun;
  }

  private final class Body implements Subscriber<ReadBuffer> {
    private final int status;
    private final Map<String, List<String>> headers;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Body(int status, Map<String, List<String>> headers) {
      this.status = status;
      this.headers = headers;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      opened(subscription);
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ReadBuffer buffer) {
      try (buffer) {
        byte[] read = buffer.toArray();
        int room = bodyBytesMax - bytes.size();
        bytes.write(read, 0, Math.min(read.length, room));
        if (read.length > room) {
          cut(Notes.LONG_BODY);
          giveUp();
        }
      }
    }

    @Override
    public void onError(Throwable broken) {
      cut(Notes.BROKEN_BODY);
    }

    @Override
    public void onComplete() {
      cut(null);
    }

    /** The reply is what came so far. */
    void cut(@Nullable String note) {
      reply.complete(new Reply(status, headers, bytes.toByteArray(), note));
    }
  }
}
