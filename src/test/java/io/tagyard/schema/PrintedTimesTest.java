package io.tagyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ValidEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as the common languages print them, of an event and of a click. */
class PrintedTimesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
    "2026-11-20t10:00:00z, 2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
    "2026-11-20 10:00:00Z, 2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
    "2026-11-20T10:00:00+0000, 2026-11-20T10:00:00Z, 2026-11-20T10:00:00+00:00",
    "2026-11-20T11:00:00+01, 2026-11-20T10:00:00Z, 2026-11-20T11:00:00+01:00",
    "2026-11-20 11:00:00 +0100, 2026-11-20T10:00:00Z, 2026-11-20T11:00:00+01:00",
    "2026-11-20 10:00:00 UTC, 2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
    "2026-11-20 10:00:00.123 GMT, 2026-11-20T10:00:00.123Z, 2026-11-20T10:00:00.123Z",
    "2026-11-20T05:30:00-0430, 2026-11-20T10:00:00Z, 2026-11-20T05:30:00-04:30",
    "2026-11-20T10:00:00.1Z, 2026-11-20T10:00:00.100Z, 2026-11-20T10:00:00.1Z",
    "2026-11-20T10:00:00.1234567Z, 2026-11-20T10:00:00.123456700Z, 2026-11-20T10:00:00.1234567Z",
    "2026-11-20T10:00:00.123456789012Z, 2026-11-20T10:00:00.123456789Z, 2026-11-20T10:00:00.123456789Z",
    "2026-11-20T10:00Z, 2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
    "2026-06-30T23:59:60Z, 2026-07-01T00:00:00Z, 2026-07-01T00:00:00Z",
    "2026-10-31T10:00:00Z, 2026-10-31T10:00:00Z, 2026-10-31T10:00:00Z"
  })
  void isRead(String sent, Instant meant, String shown) {
    ObjectNode event = Judging.purchase().put("time", sent);
    event.withObject("/click").put("time", sent);
    ValidEvent taken = Judging.taken(event);
    assertThat(taken.time()).isEqualTo(meant);
    assertThat(taken.body().path("time").textValue()).isEqualTo(shown);
    assertThat(Judging.at(taken.body(), "click.time").textValue()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "1795168800, looks like epoch seconds: write 2026-11-20T10:00:00Z",
    "1795168800.5, looks like epoch seconds: write 2026-11-20T10:00:00Z",
    "1795168800000, looks like epoch milliseconds: write 2026-11-20T10:00:00Z",
    "1795168800000000, looks like epoch microseconds: write 2026-11-20T10:00:00Z",
    "1795168800000000000, looks like epoch nanoseconds: write 2026-11-20T10:00:00Z",
    "2026-11-20T10:00:00, has no offset: write 2026-11-20T10:00:00Z if it is UTC",
    "2026-11-20 10:00:00.25, has no offset: write 2026-11-20T10:00:00.25Z if it is UTC",
    "2026-11-20, is a day without a time: write 2026-11-20T12:00:00Z",
    "'Fri, 20 Nov 2026 10:00:00 GMT', looks like a printed date: write 2026-11-20T10:00:00Z",
    "Fri Nov 20 2026 11:00:00 GMT+0100 (CET), looks like a printed date: write 2026-11-20T10:00:00Z"
  })
  void isRefusedWithWhatItLooksLike(String sent, String hint) {
    assertThat(Judging.faults(Judging.purchase().put("time", sent)))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.path()).isEqualTo("time");
          assertThat(fault.message()).contains(hint);
        });
  }

  @ParameterizedTest
  @CsvSource({"2026-02-30T10:00:00Z", "2026-13-01T10:00:00Z", "2026-11-20T25:00:00Z", "yesterday"})
  void isRefused(String sent) {
    assertThat(Judging.faults(Judging.purchase().put("time", sent)))
        .extracting("path")
        .containsExactly("time");
  }

  @Test
  void aNumberIsToldTheSame() {
    ObjectNode event = Judging.purchase();
    event.set("time", JsonNodeFactory.instance.numberNode(1_795_168_800L));
    assertThat(Judging.faults(event).getFirst().message())
        .contains("epoch seconds: write 2026-11-20T10:00:00Z");
  }

  @Test
  void aClicksTimeThatIsNoneIsLeftOut() {
    for (String sent : new String[] {"", " ", "soon", "1795168800", "2026-11-20T10:00:00"}) {
      ObjectNode event = Judging.purchase();
      event.withObject("/click").put("time", sent);
      ValidEvent taken = Judging.taken(event);
      assertThat(taken.body().path("click").has("time")).isFalse();
      assertThat(taken.flags()).contains("dropped:click.time");
    }
  }
}
