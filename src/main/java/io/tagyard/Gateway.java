package io.tagyard;

import io.tagyard.cli.Settings;
import io.tagyard.cli.Tagyard;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** The program. */
public final class Gateway {
  private Gateway() {}

  /** Runs one command; the exit code is its result. */
  public static void main(String[] args) {
    CommandLine line = Tagyard.line(Gateway::serve, Clock.systemUTC());
    System.exit(line.execute(args));
  }

  /** Serves until the process is told to stop; a clean stop ends with exit code 0. */
  private static int serve(Settings settings) throws InterruptedException {
    RunningGateway gateway = RunningGateway.start(settings, Clock.systemUTC());
    gateway.greet(System.out);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  gateway.close();
                  Runtime.getRuntime().halt(0); // a JVM that is told to stop would say 143 although all went well
                },
                "stop"));
    new CountDownLatch(1).await();
    return 0;
  }
}
