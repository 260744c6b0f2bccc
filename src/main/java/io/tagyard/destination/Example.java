package io.tagyard.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.event.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a destination does with an event, told by an example: documentation, test and preview.
 *
 * @param file its name, for example {@code purchase.yaml}
 * @param settings of the connection
 * @param given what happens
 * @param sends {@code method}, {@code url}, {@code headers}, and {@code body} (JSON), {@code form}
 *     or {@code text}; empty when nothing is sent
 * @param withheld why nothing is sent; empty when something is
 * @param withheldWithout purposes without each of which nothing is sent
 * @param place where the example begins
 */
public record Example(
    String file,
    String title,
    Optional<Mapping> settings,
    Given given,
    Optional<ObjectNode> sends,
    String withheld,
    List<Reply> answers,
    List<String> withheldWithout,
    Place place) {

  /**
   * What happens.
   *
   * @param state of the order, where a correction needs it
   * @param retained contact data the route keeps raw
   * @param region the workspace's, {@code eea} and the like
   * @param attemptAt time of the try, where the request shows it
   */
  public record Given(
      ObjectNode event,
      Optional<ObjectNode> state,
      List<String> retained,
      String region,
      Optional<Instant> attemptAt) {}

  /**
   * An answer and what it means.
   *
   * @param status 0 for silence
   * @param body JSON; missing node without
   * @param text instead of JSON
   */
  public record Reply(int status, ObjectNode headers, JsonNode body, String text, String outcome) {
    /** As the courier would bring it. */
    public Answer answer(Instant at) {
      if (silence()) {
        return new Answer.Silence("timeout", false);
      }
      Map<String, List<String>> named = new TreeMap<>();
      headers
          .properties()
          .forEach(each ->
              named.put(each.getKey().toLowerCase(Locale.ROOT), List.of(each.getValue().asText())));
      byte[] bytes =
          body.isMissingNode() ? text.getBytes(StandardCharsets.UTF_8) : Json.write(body);
      return new Answer.Replied(status, named, bytes, at);
    }

    /** Whether it is no answer at all. */
    public boolean silence() {
      return status == 0;
    }
  }
}
