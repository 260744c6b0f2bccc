package io.tagyard.destination.carriage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Answer.Barred;
import io.tagyard.destination.Answer.Silence;
import io.tagyard.destination.Masking;
import io.tagyard.destination.TokenGrant;
import io.tagyard.destination.carriage.TokenAnswer.Denied;
import io.tagyard.destination.carriage.TokenAnswer.Issued;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Gives out bearer tokens: asks once for everybody who waits, keeps what it got until a minute
 * before its end, and asks for the next one a little earlier while others go on with the old one.
 * Tokens live in memory; a refresh token that replaces the settings' one goes to the store before
 * its access token is used.
 */
final class TokenDesk {
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final Duration AHEAD = Duration.ofMinutes(4);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final int GRANTS_MAX = 10_000;

  private final Carrier courier;
  private final TokenStore store;
  private final InstantSource clock;
  private final Cache<String, Slot> slots = Caffeine.newBuilder().maximumSize(GRANTS_MAX).build();

  TokenDesk(Carrier courier, TokenStore store, InstantSource clock) {
    this.courier = courier;
    this.store = store;
    this.clock = clock;
  }

  /** A token, or what there is instead of one. */
  sealed interface Token {}

  /**
   * A token.
   *
   * @param renewAt from when on the next one is asked for
   * @param until from when on it is not used
   */
  record Held(String value, Instant renewAt, Instant until) implements Token {
    @Override
    public String toString() {
      return "token until " + until;
    }
  }

  /** None, and what that means for the request. */
  record None(Answer answer) implements Token {}

  /** One grant's token; guarded by itself. */
  private static final class Slot {
    private @Nullable Held held;
    private @Nullable CompletableFuture<Token> asking;
  }

  /**
   * The token of this grant, from memory or from its endpoint.
   *
   * @throws InterruptedException when the caller is interrupted
   */
  Token token(TokenGrant grant) throws InterruptedException {
    Slot slot = Objects.requireNonNull(slots.get(grant.id(), id -> new Slot()));
    CompletableFuture<Token> flight;
    Held old;
    boolean mine = false;
    synchronized (slot) {
      old = slot.held;
      Instant now = clock.instant();
      if (old != null && !now.isBefore(old.until())) {
        old = null;
      }
      if (old != null && (now.isBefore(old.renewAt()) || slot.asking != null)) {
        return old;
      }
      if (slot.asking == null) {
        slot.asking = new CompletableFuture<>();
        mine = true;
      }
      flight = slot.asking;
    }
    Token got = mine ? fly(grant, slot, flight) : landed(flight);
    return got instanceof None && old != null ? old : got;
  }

  /** Forgets this token: the platform does not take it. */
  void drop(TokenGrant grant, String value) {
    Slot slot = slots.getIfPresent(grant.id());
    if (slot != null) {
      synchronized (slot) {
        if (slot.held != null && slot.held.value().equals(value)) {
          slot.held = null;
        }
      }
    }
  }

  private Token fly(TokenGrant grant, Slot slot, CompletableFuture<Token> flight)
      throws InterruptedException {
    Token got = new None(new Silence("no_token", false));
    try {
      got = ask(grant);
      return got;
    } finally {
      synchronized (slot) {
        slot.asking = null;
        Held old = slot.held;
        if (got instanceof Held fresh) {
          slot.held = fresh;
        } else if (old != null) {
          slot.held = new Held(old.value(), clock.instant().plus(AFTER_FAILURE), old.until());
        }
      }
      flight.complete(got);
    }
  }

  private static Token landed(CompletableFuture<Token> flight) throws InterruptedException {
    try {
      return flight.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a flight always lands", e);
    }
  }

  private Token ask(TokenGrant grant) throws InterruptedException {
    String configured = grant.refreshToken();
    String newer = configured == null ? null : store.newest(grant.id()).orElse(null);
    Instant asked = clock.instant();
    return switch (TokenAnswer.of(courier.carry(grant.ask(newer)))) {
      case Denied(Barred(String because)) when newer != null ->
          new None(new Barred(new Masking(List.of(newer)).text(because)));
      case Denied(Answer answer) -> new None(answer);
      case Issued issued -> {
        String used = newer == null ? configured : newer;
        String next = issued.refreshToken();
        if (used != null && next != null && !next.equals(used)) {
          store.keep(grant.id(), next);
        }
        yield held(issued, asked);
      }
    };
  }

  private static Held held(Issued issued, Instant asked) {
    Duration half = issued.life().dividedBy(2);
    Duration margin = MARGIN.compareTo(half) < 0 ? MARGIN : half;
    Duration usable = issued.life().minus(margin);
    Duration ahead = AHEAD.compareTo(usable.dividedBy(2)) < 0 ? AHEAD : usable.dividedBy(2);
    return new Held(issued.token(), asked.plus(usable).minus(ahead), asked.plus(usable));
  }
}
