package io.tagyard.destination.carriage;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Answer.Replied;
import io.tagyard.destination.Masking;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Outbound.Header;
import io.tagyard.destination.TokenGrant;
import io.tagyard.destination.carriage.TokenDesk.Held;
import io.tagyard.destination.carriage.TokenDesk.None;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Carries every request that leaves, by whatever goes to its address. Thread-safe. */
public final class Carriage {
  private static final Set<String> HTTP = Set.of("http", "https");

  private final Carrier courier;
  private final TokenDesk desk;
  private final Map<String, Carrier> others;

  /**
   * Carries with this courier; refresh tokens that change go to the store.
   *
   * @param others by the scheme of the addresses they carry to
   */
  public Carriage(
      Carrier courier, TokenStore store, InstantSource clock, Map<String, Carrier> others) {
    this.courier = courier;
    this.desk = new TokenDesk(courier, store, clock);
    this.others = Map.copyOf(others);
  }

  /**
   * Sends, and waits for the answer. A request that needs a token is sent with one; when the
   * platform does not take it, it is sent once more with a new one. The token is in no answer.
   *
   * @throws InterruptedException when the caller is interrupted
   */
  public Answer send(Outbound request) throws InterruptedException {
    String scheme = String.valueOf(request.uri().getScheme()).toLowerCase(Locale.ROOT);
    if (!HTTP.contains(scheme)) {
      Carrier carrier = others.get(scheme);
      return carrier == null
          ? new Answer.Barred("nothing here carries to addresses of " + scheme)
          : carrier.carry(request);
    }
    return request.access() instanceof TokenGrant grant
        ? authorised(grant, request)
        : courier.carry(request);
  }

  private Answer authorised(TokenGrant grant, Outbound request) throws InterruptedException {
    return switch (desk.token(grant)) {
      case None(Answer instead) -> instead;
      case Held first -> {
        Answer answer = with(first, request);
        if (!(answer instanceof Replied reply) || !grant.refusedBy(reply)) {
          yield answer;
        }
        desk.drop(grant, first.value());
        yield switch (desk.token(grant)) {
          case None(Answer instead) -> instead;
          case Held second -> with(second, request);
        };
      }
    };
  }

  private Answer with(Held token, Outbound request) throws InterruptedException {
    Header header = new Header("Authorization", "Bearer " + token.value());
    Answer answer = courier.carry(request.with(header));
    return answer instanceof Replied reply ? hidden(reply, token.value()) : answer;
  }

  /** Some platforms quote the token they refuse. */
  private static Replied hidden(Replied reply, String token) {
    String text = new String(reply.body(), StandardCharsets.UTF_8);
    return text.contains(token)
        ? new Replied(
            reply.status(),
            reply.headers(),
            text.replace(token, Masking.HIDDEN).getBytes(StandardCharsets.UTF_8),
            reply.at(),
            reply.note())
        : reply;
  }
}
