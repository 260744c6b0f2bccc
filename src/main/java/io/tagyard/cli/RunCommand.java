package io.tagyard.cli;

import picocli.CommandLine;

/** {@code tagyard run}: the gateway. */
@CommandLine.Command(name = "run", description = "run the gateway")
final class RunCommand extends Command {
  private final Tagyard.Server server;

  RunCommand(Tagyard.Server server) {
    this.server = server;
  }

  @Override
  int run(Settings settings) throws Exception {
    return server.serve(settings);
  }
}
