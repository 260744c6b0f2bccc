package io.tagyard.cli;

import io.tagyard.diagnostic.Product;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The command line: {@code ./tagyard <command>}. */
@CommandLine.Command(
    name = "tagyard",
    description = "A self-hosted server-side tag-routing gateway.",
    mixinStandardHelpOptions = true,
    version = "tagyard " + Product.VERSION)
public final class Tagyard implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  /** Runs the gateway until it is told to stop. */
  public interface Server {
    /** Serves; returns the exit code. */
    int serve(Settings settings) throws Exception;
  }

  /** The command line with all commands. */
  public static CommandLine line(
      Server server, ExplainCommand.Explainer explainer, Operating operating, InstantSource clock) {
    CommandLine line =
        new CommandLine(new Tagyard())
            .addSubcommand(new RunCommand(server))
            .addSubcommand(new CheckCommand(clock))
            .addSubcommand(new TestCommand(clock))
            .addSubcommand(new DiffCommand(clock))
            .addSubcommand(new NewCommand(clock))
            .addSubcommand(new CatalogueCommand())
            .addSubcommand(new ExplainCommand(explainer, clock))
            .addSubcommand(new SendCommand(clock))
            .addSubcommand(new HashCommand())
            .addSubcommand(new SchemaCommand())
            .addSubcommand(new EchoCommand())
            .addSubcommand(new SandboxCommand())
            .addSubcommand(new BackupCommand(operating))
            .addSubcommand(new RestoreCommand(operating))
            .addSubcommand(KeysCommand.line())
            .addSubcommand(new DoctorCommand(clock))
            .setExecutionStrategy(new CommandLine.RunLast())
            .setUsageHelpAutoWidth(true);
    line.getSubcommands().values().forEach(Tagyard::helped);
    return line;
  }

  private static void helped(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getSubcommands().values().forEach(Tagyard::helped);
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(System.err);
    }
    return Command.WRONG_USAGE;
  }
}
