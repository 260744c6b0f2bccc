package io.tagyard.destination.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The adapters a definition may name. */
public final class Adapters {
  private static final List<Kind> KINDS =
      List.of(
          new StandardWebhooks.Maker(),
          new OAuth1.Maker(),
          new OAuth2.Maker(),
          new SignedQuery.Maker(),
          new SigV4.Maker(),
          new Ga4Cookies.Maker(),
          new MetaClick.Maker(),
          new FileFolder(),
          new KafkaTopic.Maker());

  /** Schemes of the addresses that the courier carries requests to. */
  public static final Set<String> HTTP = Set.of("http", "https");

  private Adapters() {}

  /** An adapter before it has settings. */
  public interface Kind {
    /** The word in {@code adapter}. */
    String name();

    /** What it gives under {@code adapter}. */
    Set<String> gives();

    /** Settings it cannot do without; a definition that names it declares them. */
    Set<String> reads();

    /** Schemes of the addresses it goes with. */
    default Set<String> schemes() {
      return HTTP;
    }

    /** Bound to these settings; problems at the connection's place say what is wrong with them. */
    Optional<Adapter> bind(JsonNode settings, Place place, Problems problems);
  }

  /** All names. */
  public static List<String> names() {
    return KINDS.stream().map(Kind::name).toList();
  }

  /** The adapter of this name. */
  public static Optional<Kind> of(String name) {
    return KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
