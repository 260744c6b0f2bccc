package io.tagyard.route;

import io.tagyard.destination.Catalogue;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import io.tagyard.schema.Taxonomy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The installed destinations as last read, and what tells one state of them from another.
 *
 * @param digests of each definition's file, by name
 */
public record Definitions(
    Catalogue catalogue, SortedMap<String, String> digests, List<Problem> problems) {

  /**
   * Reads the folder of the destinations with their examples.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public static Definitions read(Path folder) {
    return read(folder, Catalogue::load);
  }

  /** The same without examples: what sending needs. */
  static Definitions withoutExamples(Path folder) {
    return read(folder, Catalogue::definitions);
  }

  private static Definitions read(Path folder, BiFunction<Path, Problems, Catalogue> reading) {
    SortedMap<String, String> digests = digests(folder);
    Problems problems = new Problems();
    Catalogue catalogue = reading.apply(Path.of(WorkspaceFiles.shown(folder)), problems);
    catalogue.all().forEach(each -> known(each.eventNames(), problems));
    return new Definitions(catalogue, digests, problems.sorted());
  }

  private static void known(List<Placed<String>> events, Problems problems) {
    for (Placed<String> event : events) {
      if (!Taxonomy.NAMES.contains(event.value())) {
        problems.error(
            "event-unknown",
            event.place(),
            "no event is called \"" + event.value() + "\"",
            event.value(),
            Taxonomy.NAMES);
      }
    }
  }

  /** What changes when this definition changes. */
  String fingerprint(String name) {
    return digests.getOrDefault(name, "");
  }

  /** What tells one state of the folder from another: a digest of each definition, by name. */
  static SortedMap<String, String> digests(Path folder) {
    SortedMap<String, String> digests = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return digests;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        Path file = entry.resolve("destination.yaml");
        if (Files.isRegularFile(file)) {
          MessageDigest digest = Hashes.sha256();
          digests.put(
              entry.getFileName().toString(), Hashes.hex(digest.digest(Files.readAllBytes(file))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
    return digests;
  }

  @Override
  public String toString() {
    return Map.copyOf(digests).keySet().toString();
  }
}
