package io.tagyard.cli;

import io.tagyard.diagnostic.Report;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.route.Check;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code tagyard check}: what is wrong with the files, all of it, each with its place. */
@CommandLine.Command(
    name = "check",
    description = "say what is wrong with workspaces, routes and destinations")
final class CheckCommand extends Command {
  private final InstantSource clock;

  @Option(
      names = "--format",
      paramLabel = "text|json|github",
      description = "how problems are printed")
  private Format format = Format.text;

  @Option(
      names = "--strict",
      description = "a secret in clear text is an error; warnings end with exit code 1")
  private boolean strict;

  @Option(
      names = "--without-secrets",
      description = "take every secret as set, as where only the files are (CI)")
  private boolean withoutSecrets;

  /** How problems are printed. */
  @SuppressWarnings("JavaLangEnumConstantsNotUpperCase")
  enum Format {
    text,
    json,
    github
  }

  CheckCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  int run(Settings settings) {
    Check.Finding found = find(settings, strict, false, secrets(settings, withoutSecrets), clock);
    print(found, format);
    return found.hasErrors() || (strict && !found.problems().isEmpty()) ? PROBLEMS : FINE;
  }

  /** The secrets to check with. */
  static Secrets secrets(Settings settings, boolean pretended) {
    return pretended ? new PretendedSecrets() : ProcessSecrets.offline(settings);
  }

  static Check.Finding find(
      Settings settings, boolean strict, boolean tests, Secrets secrets, InstantSource clock) {
    Check.Finding found =
        Check.run(
            new Check.Wish(
                settings.folder(Setting.ROUTES),
                settings.folder(Setting.DESTINATIONS),
                strict,
                tests,
                clock.instant()),
            secrets);
    return secrets instanceof PretendedSecrets
        ? new Check.Finding(
            found.problems().stream().filter(it -> !PretendedSecrets.isToBlame(it)).toList(),
            found.workspaces(),
            found.tests(),
            found.examples())
        : found;
  }

  private void print(Check.Finding found, Format wanted) {
    Report report = Report.of(found.problems());
    switch (wanted) {
      case json -> out.println(report.json());
      case github -> out.print(report.github());
      case text -> {
        if (found.problems().isEmpty()) {
          out.println(
              "no problems in "
                  + found.workspaces()
                  + (found.workspaces() == 1 ? " workspace" : " workspaces"));
        } else {
          out.print(report.text(Optional.empty()));
        }
      }
    }
  }
}
