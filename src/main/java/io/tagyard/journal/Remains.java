package io.tagyard.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether everything is there that the store needs, looked at before it is used: what it does not
 * know it deletes, and in a folder without its head it begins anew.
 */
final class Remains {
  static final String ADVICE =
      "put the file back, or restore a backup (docs/operations.md, \"A damaged journal\")";

  /** The store's own way in: it names the manifest, which names the tables. */
  private static final String HEAD = "CURRENT";

  private static final int TOLD_MAX = 10;

  private Remains() {}

  /**
   * Refuses a folder that had a store in it and has no head any more.
   *
   * @throws JournalFailure saying what is there
   */
  static void refuseHeadless(Path folder, Acknowledged acknowledged) throws IOException {
    if (Files.exists(folder.resolve(HEAD))) {
      return;
    }
    boolean promised = acknowledged.found().filter(mark -> mark.end() > 0).isPresent();
    Optional<Path> left = oneOfAStore(folder);
    if (promised || left.isPresent()) {
      throw new JournalFailure(
          "%s is missing, and the journal had events (%s); %s"
              .formatted(
                  folder.resolve(HEAD),
                  left.map(file -> file.getFileName() + " is there")
                      .orElse(Acknowledged.FILE + " says so"),
                  ADVICE),
          new IllegalStateException("no " + HEAD));
    }
  }

  private static Optional<Path> oneOfAStore(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("MANIFEST-.*|.*\\.(sst|log)"))
          .sorted()
          .findFirst();
    }
  }

  /**
   * Refuses a store whose tables are not there in their whole length, unless it was asked to go on
   * without them.
   *
   * @throws JournalFailure saying which
   */
  static void refuseWithoutTables(Store store, boolean goOn) {
    List<Table> suspects =
        Table.of(store).stream().filter(table -> table.trouble().isPresent()).toList();
    // compaction may have replaced a table since the store was asked: only what it still needs
    // counts
    Set<Path> needed =
        suspects.isEmpty()
            ? Set.of()
            : Table.of(store).stream().map(Table::file).collect(Collectors.toSet());
    List<String> troubles =
        suspects.stream()
            .filter(table -> needed.contains(table.file()))
            .flatMap(table -> table.trouble().stream())
            .toList();
    if (!troubles.isEmpty() && !goOn) {
      String told = String.join(", ", troubles.stream().limit(TOLD_MAX).toList());
      String more = troubles.size() > TOLD_MAX ? " and more" : "";
      throw new JournalFailure(
          "the journal is not whole: %s%s; %s, or start with journal-damaged: continue, which buries"
                  .formatted(told, more, ADVICE)
              + " what is lost",
          new IllegalStateException(troubles.size() + " tables"));
    }
  }
}
