package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent although the platform will like it less says so. */
class WarningsTest {
  @ParameterizedTest
  @CsvSource({"web,,1", "web,Mozilla/5.0,0", "app,,0", "store,,0"})
  void anEventOfAWebsiteWithoutItsUserAgentGoesToMetaWithAWarning(
      String channel, String userAgent, int warnings) {
    ObjectNode event =
        (ObjectNode)
            Kit.json(
                """
                {"id":"evt_1","name":"page_view","time":"2026-11-20T10:00:00Z","channel":"%s",
                 "user":{"email":"jane.doe@example.com"},
                 "consent":{"purposes":{"measurement":"granted","ad_user_data":"granted"}}}
                """
                    .formatted(channel)
                    .getBytes(StandardCharsets.UTF_8));
    if (userAgent != null) {
      event.putObject("device").put("user_agent", userAgent);
    }
    Destination meta =
        Kit.connect("meta-conversions", "{ pixel_id: '1234567890123456', access_token: 'T' }");
    Leg leg =
        Pipeline.run(event, meta, "other", List.of()).leg(meta.definition(), Optional.empty());
    Prepared prepared = meta.prepare(leg);
    assertThat(prepared).isInstanceOf(Prepared.Element.class);
    assertThat(meta.warnings((Prepared.Element) prepared)).hasSize(warnings);
  }
}
