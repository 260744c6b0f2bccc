package io.tagyard.destination.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Units;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a definition write files: its address is {@code file://out/<folder>}, and what carries it
 * there reads when a file is full from the address's query.
 */
final class FileFolder implements Adapters.Kind {
  private static final long SMALLEST = 1 << 10;

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Set<String> gives() {
    return Set.of();
  }

  @Override
  public Set<String> reads() {
    return Set.of("folder", "rotate_size", "rotate_after");
  }

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public Optional<Adapter> bind(JsonNode settings, Place place, Problems problems) {
    String size = settings.path("rotate_size").asText();
    String after = settings.path("rotate_after").asText();
    if (Units.size(size).filter(bytes -> bytes >= SMALLEST).isEmpty()) {
      wrong(problems, place, "rotate_size: \"" + size + "\" (expected: at least 1KiB)");
    }
    if (Units.duration(after).filter(length -> length.toMillis() >= 1_000).isEmpty()) {
      wrong(problems, place, "rotate_after: \"" + after + "\" (expected: at least 1s)");
    }
    return Optional.of(Adapter.NONE);
  }

  private static void wrong(Problems problems, Place place, String message) {
    problems.error("wrong-value", place, message);
  }
}
