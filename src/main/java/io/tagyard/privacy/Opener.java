package io.tagyard.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Json;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sealed;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the sealed values of a safe event readable, in memory, for one plan or attempt. */
public final class Opener {
  private final Sealer sealer;
  private final Consumer<SafeEvent> onBroken;

  /**
   * @param onBroken told the event of every seal that does not open, for a counter
   */
  public Opener(Sealer sealer, Consumer<SafeEvent> onBroken) {
    this.sealer = sealer;
    this.onBroken = onBroken;
  }

  /**
   * The event with its raw values by path. Retained values are absent after their time, and so is
   * what does not open.
   */
  public OpenEvent open(SafeEvent event, Instant now) {
    Map<String, JsonNode> opened = new LinkedHashMap<>();
    for (Sealed sealed : event.sealed()) {
      if (sealed.until() == null || !now.isAfter(sealed.until())) {
        open(event, sealed, opened);
      }
    }
    return new OpenEvent(event, Collections.unmodifiableMap(opened));
  }

  private void open(SafeEvent event, Sealed sealed, Map<String, JsonNode> opened) {
    String context = SealContext.of(event.workspace(), event.id(), sealed.until());
    try {
      JsonNode values = Json.read(sealer.open(sealed.ciphertext(), context));
      values.properties().forEach(value -> opened.put(value.getKey(), value.getValue()));
    } catch (Sealer.SealBroken | JsonProcessingException e) {
      // The key was deleted or the file damaged: the event goes on without the values.
      onBroken.accept(event);
    }
  }
}
