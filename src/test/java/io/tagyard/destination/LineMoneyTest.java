package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.diagnostic.YamlNode.Mapping;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What somebody who pays by it is told of an order's lines, on the wire. */
class LineMoneyTest {
  private static final int CARTS = 10_000;
  private static final Pattern BY_SHARES =
      Pattern.compile("item\\.net\\b|\\(net\\)|order\\.net_items");

  private static final Catalogue CATALOGUE = Kit.catalogue();

  /** A destination with one of the ways its examples set it up. */
  private record Way(String name, Destination destination) {}

  @Test
  void everyDestinationThatTellsSharesIsRead() throws IOException {
    Set<String> tell = new TreeSet<>();
    try (Stream<Path> folders = Files.list(Kit.FOLDER)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        if (BY_SHARES.matcher(Files.readString(folder.resolve("destination.yaml"))).find()) {
          tell.add(folder.getFileName().toString());
        }
      }
    }
    assertThat(ToldMoney.READERS.keySet()).containsExactlyInAnyOrderElementsOf(tell);
  }

  @Test
  void whatIsToldOfTenThousandCartsAddsUpToTheSubtotal() {
    List<Way> ways = ways();
    SeededCarts carts = new SeededCarts();
    Set<String> byLine = new TreeSet<>();
    Set<String> whole = new TreeSet<>();
    for (int i = 0; i < CARTS; i++) {
      SeededCarts.Cart cart = carts.next(i);
      Pipeline.Result safe =
          Pipeline.run(cart.event(), ways.getFirst().destination(), "eea", List.of());
      for (Way way : ways) {
        told(way, cart, safe)
            .ifPresent(told -> {
              adds(way, cart, told);
              (told.lines() > 0 ? byLine : whole).add(way.name());
            });
      }
    }
    assertThat(byLine).containsExactlyInAnyOrderElementsOf(ToldMoney.READERS.keySet());
    assertThat(whole).containsExactlyInAnyOrderElementsOf(ToldMoney.READERS.keySet());
  }

  private static void adds(Way way, SeededCarts.Cart cart, ToldMoney told) {
    boolean back = cart.event().path("name").asText().equals("refund");
    BigDecimal expected =
        back && way.name().equals("rakuten") ? cart.subtotal().negate() : cart.subtotal();
    String what = way.name() + " " + cart.event().path("order");
    for (BigDecimal sum : told.sums()) {
      assertThat(sum).as(what).isEqualByComparingTo(expected);
    }
    if (cart.complete()) {
      assertThat(told.lines()).as(what).isGreaterThanOrEqualTo(cart.lines());
    } else {
      assertThat(told.lines()).as(what).isZero();
    }
  }

  /** Empty where a refund is not told by its lines, or the network does not take the currency. */
  private static Optional<ToldMoney> told(Way way, SeededCarts.Cart cart, Pipeline.Result safe) {
    boolean back = cart.event().path("name").asText().equals("refund");
    boolean byLines = Set.of("rakuten", "refersion").contains(way.name());
    if (back && (!byLines || way.name().equals("refersion") && !cart.complete())) {
      return Optional.empty();
    }
    Optional<ObjectNode> state =
        back ? Optional.of(SeededOrders.stateOf(cart.event(), "order")) : Optional.empty();
    Prepared prepared = way.destination().prepare(safe.leg(way.destination().definition(), state));
    if (way.name().equals("rakuten") && Set.of("KRW", "KWD").contains(cart.currency())) {
      assertThat(((Prepared.Withheld) prepared).reason()).isEqualTo("currency_not_accepted");
      return Optional.empty();
    }
    assertThat(prepared).as(way.name() + " " + cart.event()).isInstanceOf(Prepared.Element.class);
    Outbound sent = way.destination().pack(List.of((Prepared.Element) prepared), PrepareKit.NOW);
    return Optional.ofNullable(ToldMoney.READERS.get(way.name()))
        .map(reader -> reader.apply(sent, cart.digits()));
  }

  /** Each of them as its examples of sales set it up: some have more than one interface. */
  private static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (String name : new TreeSet<>(ToldMoney.READERS.keySet())) {
      InstalledDestination installed = CATALOGUE.find(name).orElseThrow();
      Set<Optional<Mapping>> settings = new LinkedHashSet<>();
      Set<Set<String>> keys = new LinkedHashSet<>();
      for (Example example : installed.examples()) {
        if (keys.add(example.settings().map(each -> each.members().keySet()).orElse(Set.of()))) {
          settings.add(example.settings());
        }
      }
      settings.forEach(each -> ways.add(new Way(name, Kit.connect(installed, each))));
    }
    return ways;
  }
}
