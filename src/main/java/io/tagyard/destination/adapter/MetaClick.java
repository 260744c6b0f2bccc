package io.tagyard.destination.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.destination.expression.Facts;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Times;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives {@code adapter.fbc}, Meta's form of a click: {@code fb.1.<milliseconds>.<fbclid>}. The
 * {@code _fbc} cookie stays as it is unless {@code fbclid} is of another click, which replaces it.
 * Without a cookie it is made from the moment the click was first seen, never from the clock, so it
 * is the same for all tries. What Meta would refuse with the whole event is left out: a click id of
 * strange characters, a click after the event or more than 90 days before it.
 */
public final class MetaClick implements Adapter {
  private static final MetaClick ONLY = new MetaClick();

  /**
   * Subdomain index, milliseconds, click id, and the tail that newer tools add. Possessive: in time
   * that grows with the text alone.
   */
  private static final Pattern FBC =
      Pattern.compile("fb\\.[0-9]\\.([0-9]{10,14}+)\\.([A-Za-z0-9_-]++)(\\.[A-Za-z0-9_-]{1,8}+)?+");

  private static final Duration LIFE = Duration.ofDays(90);
  private static final Path COOKIE = Path.of("cookies._fbc");
  private static final Path FBCLID = Path.of("click_ids.fbclid");
  private static final Path FIRST_SEEN = Path.of("click.time");
  private static final Path TIME = Path.of("time");

  private MetaClick() {}

  @Override
  public ObjectNode values(Facts facts) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    Instant event = time(facts, TIME);
    String fbc = event == null ? null : fbc(facts, event);
    return fbc == null ? values : values.set("fbc", TextNode.valueOf(fbc));
  }

  private static @Nullable String fbc(Facts facts, Instant event) {
    String sent = text(facts, FBCLID);
    Fbc inPlaceOfClick = Fbc.of(sent);
    if (inPlaceOfClick != null) {
      // a whole cookie was kept in the place of the click id
      return inPlaceOfClick.sentAt(event);
    }
    String click = sent != null && ofItsLetters(sent) ? sent : null;
    Fbc cookie = Fbc.of(text(facts, COOKIE));
    if (cookie != null && (click == null || cookie.click().equals(click))) {
      return cookie.sentAt(event);
    }
    if (click == null) {
      return null;
    }
    Instant seen = time(facts, FIRST_SEEN);
    long millis = (seen == null ? event : seen).toEpochMilli();
    return new Fbc("fb.1." + millis + "." + click, millis, click).sentAt(event);
  }

  private static boolean ofItsLetters(String click) {
    for (int i = 0; i < click.length(); i++) {
      char c = click.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')
          && c != '_'
          && c != '-') {
        return false;
      }
    }
    return !click.isEmpty();
  }

  /**
   * The cookie's form of a click.
   *
   * @param millis when it was made, in ms since 1970
   */
  private record Fbc(String text, long millis, String click) {
    static @Nullable Fbc of(@Nullable String text) {
      if (text == null || !text.startsWith("fb.")) {
        return null;
      }
      Matcher parts = FBC.matcher(text);
      return parts.matches() ? new Fbc(text, Long.parseLong(parts.group(1)), parts.group(2)) : null;
    }

    /** Its text; null when it was made after the event or too long before it. */
    @Nullable String sentAt(Instant event) {
      Instant made = Instant.ofEpochMilli(millis);
      return made.isAfter(event) || made.isBefore(event.minus(LIFE)) ? null : text;
    }
  }

  private static @Nullable String text(Facts facts, Path path) {
    JsonNode value = facts.find(path);
    return value == null || !value.isTextual() ? null : value.textValue().strip();
  }

  private static @Nullable Instant time(Facts facts, Path path) {
    JsonNode value = facts.find(path);
    return value == null ? null : Times.instant(value);
  }

  /** Makes it; it needs no setting. */
  static final class Maker implements Adapters.Kind {
    @Override
    public String name() {
      return "meta-click";
    }

    @Override
    public Set<String> gives() {
      return Set.of("fbc");
    }

    @Override
    public Set<String> reads() {
      return Set.of();
    }

    @Override
    public Optional<Adapter> bind(JsonNode settings, Place place, Problems problems) {
      return Optional.of(ONLY);
    }
  }
}
