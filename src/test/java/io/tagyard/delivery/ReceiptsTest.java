package io.tagyard.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Events;
import io.tagyard.journal.JournaledEvent;
import io.tagyard.journal.Receipt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the journal is told of the legs of one request. */
class ReceiptsTest {
  private static final ConnectionId LANE = new ConnectionId("acme", "meta");

  private final ObjectNode ofRequest = Events.json("{'answer':{'status':200}}");

  private Result delivered(long position, String sentence) {
    ObjectNode body =
        Events.json(
            "{'id':'e%d','name':'purchase','time':'2026-11-20T10:00:00Z'}".formatted(position));
    Cargo cargo =
        Planner.unplanned(
            new JournaledEvent(position, Events.safe(body), 100),
            new EveryConnection(Map.of(), "7f3a91c"),
            0,
            Tries.NONE,
            new Origin.Journal());
    return Result.delivered(cargo, "accepted", sentence, Events.NOON).with(ofRequest);
  }

  @Test
  void legsOfWhichTheSameIsSaidShareItAsOneObject() {
    List<Receipt> receipts =
        Receipts.of(
            LANE,
            List.of(delivered(1, "2 received"), delivered(2, "2 received"), delivered(3, "late")));
    assertThat(receipts.get(1).detail()).isSameAs(receipts.get(0).detail());
    assertThat(receipts.get(2).detail()).isNotSameAs(receipts.get(0).detail());
    assertThat(receipts)
        .extracting(receipt -> requireNonNull(receipt.detail()).path("sentence").asText())
        .containsExactly("2 received", "2 received", "late");
  }

  @Test
  void whatARequestSaysIsLeftAsItIsForTheOthers() {
    Receipts.of(LANE, List.of(delivered(1, "2 received")));
    assertThat(ofRequest).isEqualTo(Events.json("{'answer':{'status':200}}"));
    assertThat(Receipts.of(LANE, List.of(delivered(2, ""))).getFirst().detail())
        .isSameAs(ofRequest);
  }
}
