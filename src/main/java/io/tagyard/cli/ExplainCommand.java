package io.tagyard.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tagyard.event.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code tagyard explain FILE}: every stage and every request, with the files as they stand;
 * nothing is sent or stored.
 */
@CommandLine.Command(
    name = "explain",
    description = "show what would become of an event; nothing is sent or stored")
public final class ExplainCommand extends Command {
  private final Explainer explainer;
  private final InstantSource clock;

  @Parameters(paramLabel = "FILE", description = "an event")
  private Path file = Path.of("");

  @Option(
      names = "--source",
      paramLabel = "WORKSPACE/SOURCE",
      description = "whose event it is; default: the first server source")
  private @Nullable String source;

  @Option(
      names = "--header",
      paramLabel = "NAME:VALUE",
      description =
          "a header as the visitor's browser sends it, for a browser source; may be repeated;"
              + " Sec-GPC and Cookie are read")
  private List<String> headers = List.of();

  ExplainCommand(Explainer explainer, InstantSource clock) {
    this.explainer = explainer;
    this.clock = clock;
  }

  /** Explains with the files of these settings. */
  public interface Explainer {
    /**
     * The explanation of an event.
     *
     * @param source {@code workspace/source}; null = the first server source
     * @param headers a browser's, by name in lower case
     * @throws NoSource when there is none such
     */
    JsonNode explain(
        Settings settings,
        @Nullable String source,
        Map<String, List<String>> headers,
        JsonNode event,
        Instant now)
        throws NoSource;
  }

  /** No such source, or none at all; the message says what there is. */
  public static final class NoSource extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a sentence for people. */
    public NoSource(String message) {
      super(message);
    }
  }

  @Override
  int run(Settings settings) throws Exception {
    Map<String, List<String>> byName = new HashMap<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        err.println("--header is a name and a value, for example \"Sec-GPC: 1\"");
        return WRONG_USAGE;
      }
      byName
          .computeIfAbsent(
              header.substring(0, colon).strip().toLowerCase(Locale.ROOT),
              name -> new ArrayList<>())
          .add(header.substring(colon + 1).strip());
    }
    Instant now = clock.instant();
    int code = FINE;
    for (JsonNode event : EventFile.read(file, now).events()) {
      try {
        JsonNode explained = explainer.explain(settings, source, byName, event, now);
        out.println(
            Json.mapper()
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(explained));
        code = explained.path("status").asText().equals("quarantined") ? PROBLEMS : code;
      } catch (NoSource e) {
        err.println(e.getMessage());
        return WRONG_USAGE;
      }
    }
    return code;
  }
}
