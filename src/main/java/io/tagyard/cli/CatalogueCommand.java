package io.tagyard.cli;

import io.tagyard.destination.Catalogue;
import io.tagyard.destination.CataloguePage;
import io.tagyard.diagnostic.Problems;
import picocli.CommandLine;

/** {@code tagyard catalogue}: the table of all destinations, as Markdown. */
@CommandLine.Command(
    name = "catalogue",
    description = "print the table of all destinations, as Markdown")
final class CatalogueCommand extends Command {
  @Override
  int run(Settings settings) {
    Problems problems = new Problems();
    out.print(CataloguePage.of(Catalogue.load(settings.folder(Setting.DESTINATIONS), problems)));
    return problems.hasErrors() ? PROBLEMS : FINE;
  }
}
