package io.tagyard.privacy;

import static io.tagyard.event.Events.NOON;
import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InboundSealTest {
  private final InboundSeal seal = new InboundSeal(new Plain());

  @Test
  void anEventComesBackAsItCame() throws Sealer.SealBroken {
    Sender web =
        Consents.browser(
            true, Map.of("usprivacy", List.of("1YNN", "1YYN"), "didomi_token", List.of("x")));
    Sender backend = Sender.server("acme", "backend", SourceKind.PARTNER, "crm");
    List<JsonNode> contents =
        List.of(
            json("{'b':1.50,'a':null,'huge':1e999999999,'list':[1,{'x':'é'}]}"),
            IntNode.valueOf(5));
    for (JsonNode content : contents) {
      for (Sender sender : List.of(web, backend)) {
        InboundEvent event = new InboundEvent(sender, content, NOON, true);
        InboundEvent back = seal.open(seal.seal(event, "q1"), "q1");
        assertThat(back).isEqualTo(event);
      }
    }
  }

  @Test
  void itOpensUnderItsOwnEntryOnly() {
    byte[] sealed =
        seal.seal(
            new InboundEvent(
                Sender.server("acme", "b", SourceKind.SERVER, null), json("{}"), NOON, false),
            "q1");
    assertThatThrownBy(() -> seal.open(sealed, "q2")).isInstanceOf(Sealer.SealBroken.class);
  }
}
