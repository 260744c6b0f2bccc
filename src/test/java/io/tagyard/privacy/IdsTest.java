package io.tagyard.privacy;

import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Flags;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.ValidEvent;
import io.tagyard.event.Warning;
import io.tagyard.privacy.TinkSealer.KeyTrouble;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id that is contact data has a stand-in that is the same every time. */
class IdsTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "jane.doe@shop.example",
        "order-jane.doe@shop.example-7",
        "jane.doe%40shop.example",
        "+49 170 1234567",
        "+491701234567",
        "(650) 555-0141",
        "650-555-0141",
        "amFuZS5kb2VAc2hvcC5leGFtcGxl",
      })
  void anOrdersIdThatIsContactDataIsReplaced(String id) throws KeyTrouble {
    SafeEvent purchase = safe(TinkSealer.at(file()), id, "e1");
    SafeEvent refundAfterARestart = safe(TinkSealer.at(file()), id, "e2");
    assertThat(purchase.orderId().orElseThrow()).matches("order_[A-Za-z0-9_-]{22}");
    assertThat(refundAfterARestart.orderId()).isEqualTo(purchase.orderId());
    assertThat(purchase.flags()).contains(Flags.PERSONAL_IN_ID);
    assertThat(purchase.body().toString()).doesNotContain(id);
    assertThat(Privacy.warnings(event(id, "e1"), purchase))
        .extracting(Warning::path)
        .containsExactly("order.id");
    assertThat(Privacy.warnings(event(id, "e1"), purchase).getFirst().message())
        .contains(purchase.orderId().orElseThrow())
        .doesNotContain(id);
  }

  @Test
  void anEventsIdThatIsContactDataIsReplacedEverywhere() throws KeyTrouble {
    SafeEvent safe = safe(TinkSealer.at(file()), "O-1", "jane.doe@shop.example");
    assertThat(safe.id()).matches("id_[A-Za-z0-9_-]{22}");
    assertThat(safe.body().path("id").asText()).isEqualTo(safe.id());
    assertThat(safe.orderId()).contains("O-1");
    assertThat(safe.flags()).contains(Flags.PERSONAL_IN_ID);
    assertThat(safe(TinkSealer.at(file()), "O-2", "jane.doe@shop.example").id())
        .isEqualTo(safe.id());
  }

  @Test
  void theStandInIsOfItsWorkspaceAndItsKeys() throws KeyTrouble {
    Sealer sealer = TinkSealer.at(file());
    assertThat(sealer.pseudonym("acme", "x@y.example"))
        .hasSize(22)
        .isEqualTo(sealer.pseudonym("acme", "x@y.example"))
        .isNotEqualTo(sealer.pseudonym("other", "x@y.example"))
        .isNotEqualTo(sealer.pseudonym("acme", "z@y.example"))
        .isNotEqualTo(TinkSealer.at(folder.resolve("other.json")).pseudonym("acme", "x@y.example"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "O-1",
        "1234567890",
        "491701234567",
        "2026-11-0042",
        "123-4567890-1234567",
        "4111111111111111",
        "550e8400-e29b-41d4-a716-446655440000",
        "0012345678",
        "ORD-650-555-0141",
        "#1001",
      })
  void anyOtherIdStaysAsItWasSent(String id) {
    SafeEvent safe = safe(new Plain(), id, id);
    assertThat(safe.id()).isEqualTo(id);
    assertThat(safe.orderId()).contains(id);
    assertThat(safe.flags()).doesNotContain(Flags.PERSONAL_IN_ID);
  }

  private Path file() {
    return folder.resolve("keyset.json");
  }

  private static SafeEvent safe(Sealer sealer, String order, String id) {
    return new Privacy(sealer, removed -> {})
        .apply(event(order, id), PrivacyPolicy.everyDigest("other"));
  }

  private static ValidEvent event(String order, String id) {
    ValidEvent some = Spots.valid(json("{'order':{'id':'%s'},'id':'%s'}".formatted(order, id)));
    return new ValidEvent(
        some.sender(),
        id,
        some.name(),
        some.time(),
        some.channel(),
        some.receivedAt(),
        some.flags(),
        some.body(),
        null,
        some.ignored(),
        some.warnings(),
        some.consent());
  }
}
