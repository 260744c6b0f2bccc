package io.tagyard;

import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import io.tagyard.cli.Tagyard;
import io.tagyard.journal.JournalFailure;
import io.tagyard.privacy.TinkSealer;
import java.time.Clock;
import java.time.ZoneOffset;
import picocli.CommandLine;

/** The program. */
public final class Gateway {
  private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);
  private static final int CANNOT_START = 1;
  private static final int CANNOT_GO_ON = 1;

  private Gateway() {}

  /** Runs one command; the exit code is its result. */
  public static void main(String[] args) {
    if (args.length == 0 || !args[0].equals("run")) {
      // a command speaks for itself, and a doctor tells what is wrong in lines of its own
      boolean doctor = args.length > 0 && args[0].equals("doctor");
      System.setProperty("TAGYARD_LOG_LEVEL", doctor ? "OFF" : "ERROR");
    }
    CommandLine line =
        Tagyard.line(Gateway::serve, OfflineExplainer::explain, new OfflineData(CLOCK), CLOCK);
    System.exit(line.execute(args));
  }

  /** Serves until the process is told to stop; a clean stop ends with exit code 0. */
  private static int serve(Settings settings) throws InterruptedException {
    RunningGateway gateway;
    try {
      gateway = RunningGateway.start(settings, CLOCK);
    } catch (JournalFailure | TinkSealer.KeyTrouble e) {
      System.err.println("Tagyard cannot start: " + e.getMessage());
      return CANNOT_START;
    } catch (RuntimeException e) {
      String because = StartTrouble.sentence(e, settings).orElseThrow(() -> e);
      System.err.println("Tagyard cannot start: " + because);
      return CANNOT_START;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "stop"));
    Greeting.print(gateway, settings.get(Setting.HOST), System.out);
    String because = gateway.awaitFailure();
    System.err.println("Tagyard stops, nothing more can be kept: " + because);
    gateway.close();
    System.err.flush();
    Runtime.getRuntime().halt(CANNOT_GO_ON); // a clean stop would say 0
    return CANNOT_GO_ON;
  }

  /** A JVM that is told to stop would say 143 although all went well. */
  private static void stop(RunningGateway gateway) {
    gateway.close();
    System.out.println("stopped");
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
