package io.tagyard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tagyard.cli.GatewayClient.Reply;
import io.tagyard.event.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands share that call the running gateway as an operator. */
final class OperatorCall {
  @Option(
      names = "--key",
      description = "an operator's key; default: the admin key of TAGYARD_ADMIN_KEY")
  private @Nullable String key;

  @Option(
      names = "--url",
      description = "the gateway; default: the one that runs on the data folder")
  private @Nullable String url;

  /** What is wrong with how the command was called. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  /** The gateway said no; the message is what it said. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** The answer to a call that succeeded. */
  JsonNode ask(Settings settings, String method, String path, byte @Nullable [] body)
      throws Unusable, Refused, GatewayClient.Unreachable {
    String own = key != null ? key : settings.get(Setting.ADMIN_KEY);
    if (own.isBlank() || own.chars().anyMatch(Character::isISOControl)) {
      throw new Unusable("give an admin key with --key, or set TAGYARD_ADMIN_KEY");
    }
    String base = url != null ? url : RunningAt.address(settings);
    if (!GatewayClient.isAddress(base)) {
      throw new Unusable("--url: not an address (expected: one such as http://127.0.0.1:8080)");
    }
    Reply reply = new GatewayClient(base).call(method, path, own.strip(), body);
    JsonNode answer = read(reply);
    if (reply.status() >= 300) {
      throw new Refused(
          "refused with "
              + reply.status()
              + ": "
              + answer.path("detail").asText("this is no answer of a gateway"));
    }
    return answer;
  }

  private static JsonNode read(Reply reply) {
    try {
      return Json.read(reply.body());
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
