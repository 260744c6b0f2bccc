package io.tagyard.destination.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Whether a place can be reached, by the same rules as a request: names, the network policy, a
 * connection, TLS. Sends no request. Thread-safe.
 */
public final class Reach {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final NetworkPolicy policy;
  private final SSLContext trust;

  /** Looks by the rules of this policy. */
  public Reach(NetworkPolicy policy) {
    this(policy, defaultTrust());
  }

  Reach(NetworkPolicy policy, SSLContext trust) {
    this.policy = policy;
    this.trust = trust;
  }

  /** What was found. */
  public sealed interface Found {
    /**
     * Somebody takes connections there.
     *
     * @param certificateUntil when the certificate ends; null without TLS
     */
    record Reached(String address, @Nullable Instant certificateUntil) implements Found {}

    /** Nothing can be sent there; the symptom is the word that a failed attempt would have. */
    record Unreached(String symptom) implements Found {}
  }

  /** Looks at scheme, host and port of this address. */
  public Found look(URI place) {
    boolean tls = "https".equals(String.valueOf(place.getScheme()).toLowerCase(Locale.ROOT));
    int port = place.getPort() >= 0 ? place.getPort() : tls ? HTTPS : HTTP;
    String host = String.valueOf(place.getHost());
    try {
      List<InetSocketAddress> addresses =
          new CheckedResolver(policy, !tls, InetAddress::getAllByName, Runnable::run)
              .permitted(host, InetAddress.getAllByName(host), port);
      return connect(addresses.getFirst(), host, tls);
    } catch (SocketTimeoutException e) {
      return new Found.Unreached("timeout");
    } catch (IOException e) {
      return new Found.Unreached(Symptoms.word(e));
    }
  }

  private Found connect(InetSocketAddress address, String host, boolean tls) throws IOException {
    String shown = address.getAddress().getHostAddress() + ":" + address.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) PATIENCE.toMillis());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      return new Found.Reached(shown, tls ? certificate(socket, host, address.getPort()) : null);
    }
  }

  private @Nullable Instant certificate(Socket socket, String host, int port) throws IOException {
    try (SSLSocket secure =
        (SSLSocket) trust.getSocketFactory().createSocket(socket, host, port, true)) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      Certificate[] chain = secure.getSession().getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate first
          ? first.getNotAfter().toInstant()
          : null;
    }
  }

  private static SSLContext defaultTrust() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has a default TLS context", e);
    }
  }
}
