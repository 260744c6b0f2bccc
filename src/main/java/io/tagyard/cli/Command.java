package io.tagyard.cli;

import io.tagyard.cli.CommonOptions.WrongSettings;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What every command shares: the common options, where it speaks, how it ends. */
abstract class Command implements Callable<Integer> {
  static final int FINE = 0;
  static final int PROBLEMS = 1;
  static final int WRONG_USAGE = 2;
  static final int UNREACHABLE = 3;

  @Mixin protected CommonOptions common = new CommonOptions();

  /** The command's output. */
  protected final PrintStream out = System.out;

  /** What is said to people about the run. */
  protected final PrintStream err = System.err;

  @Override
  public final Integer call() throws Exception {
    try {
      return run(common.settingsOrThrow());
    } catch (WrongSettings e) {
      err.println(e.getMessage());
      return WRONG_USAGE;
    } catch (GatewayClient.Unreachable e) {
      err.println(e.getMessage());
      return UNREACHABLE;
    } catch (UncheckedIOException e) {
      err.println(e.getMessage());
      return WRONG_USAGE;
    } catch (EventFile.Unreadable e) {
      err.println(e.getMessage());
      return WRONG_USAGE;
    }
  }

  /**
   * Does the work; the exit code: 0 fine, 1 problems found, 2 wrong usage, 3 cannot reach the
   * gateway.
   */
  abstract int run(Settings settings) throws Exception;
}
