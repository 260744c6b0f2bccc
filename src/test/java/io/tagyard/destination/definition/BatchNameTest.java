package io.tagyard.destination.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchNameTest {
  @Test
  void theSameEventsInTheSameOrderHaveTheSameName() {
    String name = new BatchName(List.of("e1", "e2")).text();
    assertThat(name).matches("[0-9a-f]{32}").isEqualTo(new BatchName(List.of("e1", "e2")).text());
    assertThat(name)
        .isNotEqualTo(new BatchName(List.of("e2", "e1")).text())
        .isNotEqualTo(new BatchName(List.of("e1e2")).text());
  }

  @Test
  void itIsWorkedOutOnceForAllWhoAsk() {
    BatchName name = new BatchName(List.of("e1", "e2"));
    assertThat(name.text()).isSameAs(name.text());
  }
}
