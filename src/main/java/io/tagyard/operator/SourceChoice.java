package io.tagyard.operator;

import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.intake.BrowserSignals;
import io.tagyard.route.Source;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose event is explained: the source that was named, or the first server source. */
public final class SourceChoice {
  private SourceChoice() {}

  /**
   * The source.
   *
   * @param name {@code workspace/source}, or a source's name alone where one workspace has it; null
   *     = the first server source
   */
  public static Optional<Source> of(Collection<Source> all, @Nullable String name) {
    List<Source> sources = all.stream().sorted(Comparator.comparing(Source::workspace)).toList();
    if (name == null || name.isEmpty()) {
      return sources.stream().filter(source -> source.kind() == SourceKind.SERVER).findFirst();
    }
    return sources.stream()
        .filter(source -> source.toString().equals(name) || source.name().equals(name))
        .findFirst();
  }

  /** What there is to choose from, for people. */
  public static String allowed(Collection<Source> all) {
    return String.join(", ", all.stream().map(Source::toString).sorted().toList());
  }

  /**
   * The sender of an event of this source that does not come through a door: without the address
   * and the browser of whoever asks, but with what such headers would say about consent.
   */
  public static Sender sender(Source source, BrowserSignals signals) {
    return signals.sender(source, null, null);
  }
}
