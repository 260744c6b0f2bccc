package io.tagyard.route;

import io.tagyard.destination.Catalogue;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import java.time.LocalDate;

/** What the readers of one workspace share. */
record Scope(
    WorkspaceFiles files,
    Definitions definitions,
    Secrets secrets,
    LocalDate today,
    Problems problems) {
  String workspace() {
    return files.name();
  }

  Catalogue catalogue() {
    return definitions.catalogue();
  }

  /** The demo workspace: its credentials are public by intention. */
  boolean isDemo() {
    return files.name().equals(Yard.DEMO);
  }
}
