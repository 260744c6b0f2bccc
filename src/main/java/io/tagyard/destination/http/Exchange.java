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

/** One request on its way: collects the answer up to its limit, and can be given up. */
final class Exchange {
  /** What came back. */
  record Reply(int status, Map<String, List<String>> headers, byte[] body) {}

  private final int bodyBytesMax;
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private @Nullable Subscription open;
  private @Nullable Channel channel;
  private boolean onUsedConnection;
  private boolean answerBegun;
  private boolean givenUp;

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

  /** Whether it failed as it does on a kept connection that the other side had closed meanwhile. */
  synchronized boolean stale() {
    return onUsedConnection && !answerBegun && !givenUp;
  }

  /** Ends it where it is, and closes its connection. */
  synchronized void giveUp() {
    givenUp = true;
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

  private synchronized void begun() {
    answerBegun = true;
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
        withBody.byteBody().toReadBufferPublisher().subscribe(new Body(response.code(), headers));
      } else {
        reply.complete(new Reply(response.code(), headers, new byte[0]));
      }
    }

    @Override
    public void onError(Throwable failed) {
      reply.completeExceptionally(failed);
    }

    @Override
    public void onComplete() {
      if (!answered) {
        reply.completeExceptionally(new EOFException("no answer"));
      }
    }
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
          onComplete();
          giveUp();
        }
      }
    }

    @Override
    public void onError(Throwable failed) {
      reply.completeExceptionally(failed);
    }

    @Override
    public void onComplete() {
      reply.complete(new Reply(status, headers, bytes.toByteArray()));
    }
  }
}
