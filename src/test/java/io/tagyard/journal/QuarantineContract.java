package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.QuarantinedEvent;
import org.junit.jupiter.api.Test;

/** What every journal promises about quarantined events. */
abstract class QuarantineContract extends JournalKit {
  @Test
  void theQuarantineIsListedNewestFirstInPagesAndByWorkspace() {
    for (int i = 0; i < 6; i++) {
      assertThat(append(new Entry.Quarantine(quarantined("0" + i, i % 2 == 0 ? "acme" : "other"))))
          .containsExactly(new Kept.Quarantined("0" + i));
    }
    assertThat(journal.quarantined(null, null, 4))
        .extracting(QuarantinedEvent::id)
        .containsExactly("05", "04", "03", "02");
    assertThat(journal.quarantined(null, "02", 4))
        .extracting(QuarantinedEvent::id)
        .containsExactly("01", "00");
    assertThat(journal.quarantined("acme", null, 2))
        .extracting(QuarantinedEvent::id)
        .containsExactly("04", "02");
    assertThat(journal.quarantined("acme", "02", 2))
        .extracting(QuarantinedEvent::id)
        .containsExactly("00");
    assertThat(journal.quarantined("nobody", null, 2)).isEmpty();
    assertThat(journal.read(0, 10)).as("the quarantine takes no position").isEmpty();
  }

  @Test
  void aQuarantinedEventIsReadAsKeptUntilItIsReleased() {
    QuarantinedEvent event = quarantined("0a", "acme");
    append(new Entry.Quarantine(event), new Entry.Event(event("beside")));
    assertThat(journal.quarantinedById("0a"))
        .hasValueSatisfying(found -> assertThat(found).usingRecursiveComparison().isEqualTo(event));
    journal.releaseQuarantined("0a");
    assertThat(journal.quarantinedById("0a")).isEmpty();
    reopen();
    assertThat(journal.quarantined(null, null, 10)).isEmpty();
    assertThat(journal.findById("acme", "beside")).hasSize(1);
  }
}
