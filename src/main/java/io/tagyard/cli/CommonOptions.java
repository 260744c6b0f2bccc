package io.tagyard.cli;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes. */
public final class CommonOptions {
  @Option(names = "--routes", paramLabel = "DIR", description = "workspaces, one folder each")
  private @Nullable String routes;

  @Option(
      names = "--destinations",
      paramLabel = "DIR",
      description = "destinations, one folder each")
  private @Nullable String destinations;

  @Option(
      names = "--secrets",
      paramLabel = "DIR",
      description = "files of secrets that workspaces name")
  private @Nullable String secrets;

  @Option(names = "--data", paramLabel = "DIR", description = "journal, database and keys")
  private @Nullable String data;

  @Option(names = "--port", paramLabel = "N", description = "where the gateway listens")
  private @Nullable String port;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "process settings, see tagyard-defaults.yaml")
  private @Nullable Path config;

  @Option(
      names = "--allow-network",
      paramLabel = "CIDR",
      description = "a network that outbound connections may reach besides public addresses")
  private List<String> allowNetworks = List.of();

  @Option(names = "--demo", description = "load the demo workspace beside others")
  private boolean demo;

  /** The settings in force, under this command's options. */
  Settings settings(Problems problems) {
    Map<String, String> options = new LinkedHashMap<>();
    put(options, Setting.ROUTES, routes);
    put(options, Setting.DESTINATIONS, destinations);
    put(options, Setting.SECRETS, secrets);
    put(options, Setting.DATA, data);
    put(options, Setting.PORT, port);
    put(
        options,
        Setting.ALLOW_NETWORKS,
        allowNetworks.isEmpty() ? null : String.join(",", allowNetworks));
    put(options, Setting.DEMO, demo ? "true" : null);
    return Settings.read(config, System.getenv(), options, problems);
  }

  /** The settings, or the end of the command: problems go to standard error. */
  Settings settingsOrThrow() throws WrongSettings {
    Problems problems = new Problems();
    Settings settings = settings(problems);
    if (problems.hasErrors()) {
      throw new WrongSettings(problems.sorted());
    }
    return settings;
  }

  /** Settings that cannot be used. */
  static final class WrongSettings extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    WrongSettings(List<Problem> problems) {
      super(String.join("\n", problems.stream().map(Problem::headline).toList()));
      this.problems = problems;
    }

    List<Problem> problems() {
      return problems;
    }
  }

  private static void put(Map<String, String> options, Setting<?> setting, @Nullable String value) {
    if (value != null) {
      options.put(setting.name(), value);
    }
  }
}
