package io.tagyard.cli;

import picocli.CommandLine;

/** {@code tagyard echo}: the settings in force, where each came from, secrets masked. */
@CommandLine.Command(
    name = "echo",
    description = "show the settings in force and where each came from")
final class EchoCommand extends Command {
  @Override
  int run(Settings settings) {
    int widest =
        settings
                .lines()
                .mapToInt(line -> line.name().length() + line.value().length())
                .max()
                .orElse(0)
            + 2;
    settings
        .lines()
        .forEach(line -> {
          String setting = line.name() + ": " + line.value();
          out.println(
              setting
                  + " ".repeat(Math.max(1, widest + 2 - setting.length()))
                  + "# "
                  + line.origin());
        });
    return FINE;
  }
}
