package io.tagyard.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagyard keys add|list|revoke}: who may call the running gateway. */
@CommandLine.Command(
    name = "keys",
    description = "add, list and revoke keys of operators and of the tracking API")
final class KeysCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  /** The command with its parts. */
  static CommandLine line() {
    return new CommandLine(new KeysCommand())
        .addSubcommand(new Add())
        .addSubcommand(new Show())
        .addSubcommand(new Revoke());
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(System.err);
    }
    return Command.WRONG_USAGE;
  }

  /** A command that asks the gateway: keys live in its database, nowhere else. */
  private abstract static class Asking extends Command {
    @Mixin private OperatorCall gateway = new OperatorCall();

    @Override
    final int run(Settings settings) throws Exception {
      try {
        return ask(settings);
      } catch (OperatorCall.Unusable e) {
        err.println(e.getMessage());
        return WRONG_USAGE;
      } catch (OperatorCall.Refused e) {
        err.println(e.getMessage());
        return PROBLEMS;
      } catch (GatewayClient.Unreachable e) {
        err.println(e.getMessage());
        err.println("keys are kept by the gateway; they change only while it runs");
        return UNREACHABLE;
      }
    }

    abstract int ask(Settings settings) throws Exception;

    JsonNode call(Settings settings, String method, String path, @Nullable ObjectNode body)
        throws Exception {
      return gateway.ask(settings, method, path, body == null ? null : Json.write(body));
    }
  }

  @CommandLine.Command(
      name = "add",
      description = "make a key; it is printed this once, alone on standard output")
  private static final class Add extends Asking {
    @Parameters(paramLabel = "NAME", description = "who holds it")
    private String name = "";

    @Option(names = "--role", description = "viewer, editor, operator or admin")
    private @Nullable String role;

    @Option(
        names = "--scope",
        description = "of the tracking API instead of a role: tracking:read, tracking:write")
    private List<String> scopes = new ArrayList<>();

    @Option(names = "--workspace", description = "the only workspace it is good for")
    private @Nullable String workspace;

    @Override
    int ask(Settings settings) throws Exception {
      ObjectNode wish = JsonNodeFactory.instance.objectNode().put("name", name);
      if (role != null) {
        wish.put("role", role);
      }
      if (!scopes.isEmpty()) {
        scopes.forEach(wish.putArray("scopes")::add);
      }
      if (workspace != null) {
        wish.put("workspace", workspace);
      }
      JsonNode made = call(settings, "POST", "/v1/keys", wish);
      err.println(line(made) + "; the key is shown this once:");
      out.println(made.path("key").asText());
      return FINE;
    }
  }

  @CommandLine.Command(name = "list", description = "show who may call; never the keys themselves")
  private static final class Show extends Asking {
    @Override
    int ask(Settings settings) throws Exception {
      String after = "";
      do {
        JsonNode page = call(settings, "GET", "/v1/keys?limit=500" + after, null);
        page.path("keys").forEach(key -> out.println(line(key)));
        after = page.path("after").asText("");
        after = after.isEmpty() ? "" : "&after=" + encoded(after);
      } while (!after.isEmpty());
      return FINE;
    }
  }

  @CommandLine.Command(name = "revoke", description = "end a key, at once")
  private static final class Revoke extends Asking {
    @Parameters(paramLabel = "ID", description = "as keys list shows it")
    private String id = "";

    @Override
    int ask(Settings settings) throws Exception {
      call(settings, "DELETE", "/v1/keys/" + encoded(id), null);
      err.println("revoked " + id);
      return FINE;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String line(JsonNode key) {
    List<String> scopes = new ArrayList<>();
    key.path("scopes").forEach(scope -> scopes.add(scope.asText()));
    String may = scopes.isEmpty() ? key.path("role").asText() : String.join(" ", scopes);
    String where = key.path("workspace").asText("");
    String revoked = key.path("revoked_at").asText("");
    return key.path("id").asText()
        + "  "
        + key.path("name").asText()
        + "  "
        + may
        + (where.isEmpty() ? "" : "  of " + where)
        + (revoked.isEmpty() ? "" : "  revoked " + revoked);
  }
}
