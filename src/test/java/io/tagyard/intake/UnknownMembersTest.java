package io.tagyard.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.schema.EventSchemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a member belongs that no event has. */
class UnknownMembersTest {
  @ParameterizedTest
  @CsvSource({
    "value,order.value",
    "Total,order.value",
    "total_price,order.value",
    "orderId,order.id",
    "ORDER-ID,order.id",
    "order.transactionId,order.id",
    "order.items[12].item_id,order.items[12].id",
    "order.items[3].prise,order.items[3].price",
    "user.e-mail,user.email",
    "user.phoneNumber,user.phone",
    "user.firstname,user.first_name",
    "device.useragent,device.user_agent",
    "user_agent,device.user_agent",
    "postal_code,user.address.postal_code",
    "chanel,channel"
  })
  void isFoundAcrossTheEvent(String found, String meant) {
    assertThat(UnknownMembers.meant(found)).contains(meant);
  }

  @Test
  void whatIsNobodysWordHasNoPlace() {
    for (String own : List.of("loyalty_tier", "warehouse", "order.gift_message_text")) {
      assertThat(UnknownMembers.meant(own)).isEmpty();
    }
  }

  @Test
  void everyPlaceThatIsNamedIsOneOfTheEvent() {
    List<String> paths = EventSchemas.builtIn().paths();
    assertThat(paths).contains("order.items[].id", "user.address.postal_code", "page.url");
    UnknownMembers.places()
        .filter(place -> !place.startsWith("click_ids.") && !place.startsWith("cookies."))
        .forEach(place -> assertThat(paths).contains(place));
  }
}
