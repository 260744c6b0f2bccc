package io.tagyard.destination.http;

import io.micronaut.core.io.buffer.ReadBufferFactory;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.stream.AvailableByteArrayBody;
import io.micronaut.http.client.netty.DefaultHttpClient;
import io.micronaut.http.ssl.ClientSslConfiguration;
import io.micronaut.http.ssl.SslConfiguration;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import io.tagyard.diagnostic.Product;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries requests: the only outbound HTTP of the house. Follows no redirect, verifies TLS,
 * connects only where the network policy lets it, reads at most 64 KiB of an answer. Thread-safe;
 * made for callers on virtual threads.
 */
public final class Courier implements AutoCloseable {
  /** Most bytes of an answer that are read; what is longer is cut and its connection closed. */
  public static final int ANSWER_BYTES_MAX = 64 * 1024;

  private static final String USER_AGENT = "Tagyard/" + Product.VERSION;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final int LOOKUPS = 16;

  /** What says how a message lies on its connection is said by who writes it. */
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final InstantSource clock;
  private final EventLoopGroup loops;
  private final ExecutorService lookups;
  private final Wire wire = new Wire();
  private final Unpacking unpacking = new Unpacking(ANSWER_BYTES_MAX);
  private final DefaultHttpClient encrypted;
  private final DefaultHttpClient plain;

  /** A courier of this policy; the clock tells when answers came. */
  public Courier(NetworkPolicy policy, InstantSource clock) {
    this(policy, clock, new ClientSslConfiguration(), InetAddress::getAllByName);
  }

  Courier(
      NetworkPolicy policy,
      InstantSource clock,
      SslConfiguration trust,
      CheckedResolver.Names names) {
    this.clock = clock;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("courier-", 0).factory(),
            NioIoHandler.newFactory());
    this.lookups =
        Executors.newFixedThreadPool(
            LOOKUPS, Thread.ofPlatform().daemon().name("courier-dns-", 0).factory());
    Clients.Wishes wishes = new Clients.Wishes(trust, CONNECT_TIMEOUT, IDLE);
    this.encrypted =
        Clients.make(loops, new CheckedResolver(policy, false, names, lookups), wire, wishes);
    this.plain =
        Clients.make(loops, new CheckedResolver(policy, true, names, lookups), wire, wishes);
  }

  /**
   * Sends, and waits for the answer up to the request's timeout. What the world does wrong is an
   * answer too; never throws for it.
   *
   * @throws InterruptedException when the caller is interrupted; the request is given up
   */
  public Answer send(Outbound request) throws InterruptedException {
    String scheme = String.valueOf(request.uri().getScheme()).toLowerCase(Locale.ROOT);
    if (request.uri().getHost() == null || !scheme.equals("https") && !scheme.equals("http")) {
      return new Answer.Silence("dns_error", true);
    }
    DefaultHttpClient client = scheme.equals("https") ? encrypted : plain;
    long deadline = System.nanoTime() + request.timeout().toNanos();
    boolean repeated = false;
    while (true) {
      Exchange exchange = new Exchange(ANSWER_BYTES_MAX);
      Answer answer = exchange(client, request, exchange, deadline);
      boolean again =
          answer instanceof Answer.Silence
              && (exchange.isUnsent() || !repeated && exchange.stale());
      if (!again) {
        return answer;
      }
      repeated |= !exchange.isUnsent();
    }
  }

  private Answer exchange(
      DefaultHttpClient client, Outbound request, Exchange exchange, long deadline)
      throws InterruptedException {
    String number = wire.begin(exchange);
    try {
      exchange.start(
          client.exchange(message(request, number), body(request), Thread.currentThread()));
      return replied(exchange.reply().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      exchange.giveUp();
      return exchange.reply().state() == Future.State.SUCCESS
          ? replied(exchange.reply().resultNow())
          : new Answer.Silence("timeout", !exchange.isSent());
    } catch (ExecutionException e) {
      return Symptoms.of(e);
    } catch (InterruptedException e) {
      exchange.giveUp();
      throw e;
    } finally {
      wire.end(number);
    }
  }

  private Answer.Replied replied(Exchange.Reply packed) {
    Exchange.Reply reply = unpacking.unpack(packed);
    return new Answer.Replied(
        reply.status(), reply.headers(), reply.body(), clock.instant(), reply.note());
  }

  private static MutableHttpRequest<?> message(Outbound request, String number) {
    HttpMethod known = HttpMethod.parse(request.method());
    MutableHttpRequest<?> message =
        HttpRequest.create(known, request.uri().toString(), request.method());
    boolean named = false;
    for (Outbound.Header header : request.headers()) {
      named |= header.name().equalsIgnoreCase("User-Agent");
      if (FRAMING.contains(header.name().toLowerCase(Locale.ROOT))) {
        continue;
      }
      message.getHeaders().add(header.name(), onTheWire(header.value()));
    }
    if (!named) {
      message.getHeaders().add("User-Agent", USER_AGENT);
    }
    message.getHeaders().add(Wire.NUMBER, number);
    return message;
  }

  private static CloseableByteBody body(Outbound request) {
    return AvailableByteArrayBody.create(ReadBufferFactory.getJdkFactory().adapt(request.body()));
  }

  /** Header values are bytes: UTF-8, as every platform reads them that reads more than ASCII. */
  private static String onTheWire(String value) {
    return value.chars().allMatch(c -> c < 0x80)
        ? value
        : new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    encrypted.close();
    plain.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    lookups.shutdownNow();
  }
}
