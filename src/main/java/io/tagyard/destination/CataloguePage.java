package io.tagyard.destination;

import io.tagyard.event.Purpose;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code destinations/README.md}: what there is, in one table, written from the definitions. */
public final class CataloguePage {
  private static final String HEAD =
      """
      # Destinations

      %d destinations, each a folder of YAML and examples. Its README tells what is sent, its settings and what is uncertain.
      This page is written by `./tagyard catalogue > destinations/README.md`; a test holds it to the definitions. A destination
      of your own: [docs/new-destination.md](../docs/new-destination.md).

      | destination | takes | consent | events in a request | repeats known by | several events in an answer | corrections | version, checked |
      | --- | --- | --- | --: | --- | --- | --- | --- |
      """;

  private CataloguePage() {}

  /** The page as Markdown, destinations by name. */
  public static String of(Catalogue catalogue) {
    return HEAD.formatted(catalogue.all().size())
        + catalogue.all().stream().map(CataloguePage::line).collect(Collectors.joining());
  }

  private static String line(InstalledDestination it) {
    Definition definition = it.definition();
    return "| [%s](%s) %s | %s | %s | %d | %s | %s | %s | %s, %s |%n"
        .formatted(
            it.name(),
            it.name(),
            definition.title(),
            taken(it),
            consent(definition),
            definition.limits().batch(),
            it.dedup(),
            definition.limits().batch() == 1 ? "" : it.partialFailure(),
            words(definition.corrects()),
            definition.version().api(),
            definition.version().checked())
        .replace("\r\n", "\n");
  }

  private static String taken(InstalledDestination it) {
    if (it.acceptsEverything()) {
      return "everything";
    }
    String named = words(it.accepts());
    if (!it.acceptsBySettings()) {
      return named;
    }
    return named.isEmpty() ? "what its settings name" : named + "; what its settings name";
  }

  private static String consent(Definition definition) {
    String needs =
        definition.needs().stream().sorted().map(Purpose::word).collect(Collectors.joining(", "));
    String gated =
        definition.gatedParts().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(part -> "; " + part.getKey() + " with " + part.getValue().word())
            .collect(Collectors.joining());
    return needs + gated + (definition.restrictedMode() ? "; has a limited mode" : "");
  }

  private static String words(Collection<String> words) {
    return String.join(", ", new TreeSet<>(words));
  }
}
