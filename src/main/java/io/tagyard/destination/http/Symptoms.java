package io.tagyard.destination.http;

import io.micronaut.http.client.exceptions.ReadTimeoutException;
import io.micronaut.http.client.exceptions.ResponseClosedException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Answer.Barred;
import io.tagyard.destination.Answer.Silence;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a failure of the world is called, in stable words. */
final class Symptoms {
  private static final int CAUSES_MAX = 10;

  private Symptoms() {}

  /** What this failure is to the request that had it: what policy forbids is no silence. */
  static Answer of(Throwable failed) {
    Throwable cause = failed;
    for (int i = 0; i < CAUSES_MAX && cause != null; i++, cause = cause.getCause()) {
      if (cause instanceof CheckedResolver.Blocked blocked) {
        return new Barred(blocked.sentence());
      }
      Silence known = known(cause);
      if (known != null) {
        return known;
      }
    }
    return new Silence("network_error", false);
  }

  /** One word for it. */
  static String word(Throwable failed) {
    if (failed instanceof CheckedResolver.Blocked blocked) {
      return blocked.symptom();
    }
    return of(failed) instanceof Silence silence ? silence.symptom() : "network_error";
  }

  private static @Nullable Silence known(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return switch (cause) {
      case UnknownHostException ignored -> new Silence("dns_error", true);
      case io.netty.channel.ConnectTimeoutException ignored -> new Silence("timeout", true);
      case ConnectException ignored -> new Silence("connection_refused", true);
      case NoRouteToHostException ignored -> new Silence("network_error", true);
      case SSLException ignored -> new Silence("tls_error", true);
      case ReadTimeoutException ignored -> new Silence("timeout", false);
      case io.netty.handler.timeout.TimeoutException ignored -> new Silence("timeout", false);
      case TimeoutException ignored -> new Silence("timeout", false);
      case ResponseClosedException ignored -> new Silence("connection_reset", false);
      case PrematureChannelClosureException ignored -> new Silence("connection_reset", false);
      case ClosedChannelException ignored -> new Silence("connection_reset", false);
      case EOFException ignored -> new Silence("connection_reset", false);
      case SocketException ignored -> new Silence("connection_reset", false);
      case java.io.IOException ignored when message.contains("reset") || message.contains("pipe") ->
          new Silence("connection_reset", false);
      default -> null;
    };
  }
}
