package io.tagyard.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the key of a source in the workspace files. */
public interface SourceKeys {
  /**
   * The key.
   *
   * @param source {@code workspace/source}; null = the first server source
   */
  Optional<String> of(Settings settings, @Nullable String source);
}
