package io.tagyard.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Json;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.journal.Entry;
import io.tagyard.journal.JournalConfig;
import io.tagyard.journal.Kept;
import io.tagyard.journal.RocksJournal;
import io.tagyard.privacy.Privacy;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.privacy.Sealer;
import io.tagyard.schema.EventSchemas;
import io.tagyard.schema.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Fills the journal of a data folder with purchases, quickly: the judge sees only the first. */
final class JournalFill {
  private static final int GROUP = 1_000;
  private static final int AHEAD = 4;

  private JournalFill() {}

  static void fill(Path data, int events) throws IOException {
    Files.createDirectories(data);
    SafeEvent first = safe();
    Instant now = Instant.now();
    try (RocksJournal journal =
        RocksJournal.open(data, JournalConfig.DEFAULT, InstantSource.system())) {
      Deque<CompletableFuture<List<Kept>>> waiting = new ArrayDeque<>();
      for (int i = 0; i < events; i += GROUP) {
        List<Entry> entries = new ArrayList<>(GROUP);
        for (int j = i; j < i + GROUP; j++) {
          entries.add(new Entry.Event(numbered(first, j, now)));
        }
        waiting.add(journal.append(entries));
        if (waiting.size() > AHEAD) {
          waiting.removeFirst().join();
        }
      }
      waiting.forEach(CompletableFuture::join);
    }
  }

  private static SafeEvent numbered(SafeEvent first, int number, Instant now) {
    String id = "filled-" + number;
    ObjectNode body = first.body();
    body.put("id", id);
    ((ObjectNode) body.get("order")).put("id", "ORD-" + id);
    return new SafeEvent(
        first.workspace(),
        first.source(),
        first.sourceKind(),
        id,
        first.name(),
        first.time(),
        first.channel(),
        now,
        first.flags(),
        body,
        first.subtotal(),
        first.digests(),
        first.piiProfile(),
        first.consent(),
        first.sealed());
  }

  private static SafeEvent safe() throws IOException {
    Sender sender = Sender.server(Yard.WORKSPACE, "backend", SourceKind.SERVER, "web");
    InboundEvent inbound =
        new InboundEvent(
            sender,
            Json.read(Purchase.json().getBytes(StandardCharsets.UTF_8)),
            Instant.now(),
            false);
    if (!(EventSchemas.builtIn().judge(inbound) instanceof Verdict.Valid valid)) {
      throw new IllegalStateException("the purchase of the bench is not valid");
    }
    return new Privacy(NO_SEAL, removed -> {})
        .apply(valid.event(), PrivacyPolicy.everyDigest("us"));
  }

  private static final Sealer NO_SEAL =
      new Sealer() {
        @Override
        public byte[] seal(byte[] plain, String context) {
          return plain;
        }

        @Override
        public byte[] open(byte[] sealed, String context) {
          return sealed;
        }
      };
}
