package io.tagyard.delivery;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.tagyard.event.ConnectionId;
import io.tagyard.journal.Receipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A receipt that the journal may not have yet, kept with the rows that it explains. */
@MappedEntity(value = "owed_receipt", escape = false)
public record OwedReceiptRow(
    @Id @GeneratedValue @Nullable Long number,
    String workspace,
    String connection,
    long journalPosition,
    String fate,
    String reason,
    int attempts,
    long notedAt,
    @Nullable String detail) {

  static OwedReceiptRow of(Receipt receipt) {
    return new OwedReceiptRow(
        null,
        receipt.connection().workspace(),
        receipt.connection().connection(),
        receipt.position(),
        receipt.fate().toString(),
        receipt.reason(),
        receipt.attempts(),
        receipt.at().toEpochMilli(),
        receipt.detail() == null ? null : receipt.detail().toString());
  }

  Receipt receipt() {
    return new Receipt(
        journalPosition,
        new ConnectionId(workspace, connection),
        Rows.fate(fate),
        reason,
        attempts,
        Instant.ofEpochMilli(notedAt),
        detail == null ? null : Parking.object(detail));
  }
}
