package io.tagyard.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.delivery.LegStory;
import io.tagyard.delivery.Stories;
import io.tagyard.event.Fate;
import io.tagyard.event.Json;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.JournaledEvent;
import io.tagyard.operator.Asked.Wrong;
import io.tagyard.route.Workspace;
import io.tagyard.route.Yard;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/events/...}: what became of an event. */
@Controller("/v1/events")
@ExecuteOn(TaskExecutors.BLOCKING)
public class StoriesController {
  private final EventJournal journal;
  private final Stories stories;
  private final Yard yard;

  StoriesController(EventJournal journal, Stories stories, Yard yard) {
    this.journal = journal;
    this.stories = stories;
    this.yard = yard;
  }

  /**
   * The stories of the events with this id, oldest first; {@code name} and {@code workspace}
   * narrow.
   */
  @Get("/{id}")
  @Needs(Role.VIEWER)
  HttpResponse<?> story(
      String id, @QueryValue @Nullable String name, @QueryValue @Nullable String workspace) {
    List<JournaledEvent> events =
        workspaces(workspace)
            .flatMap(it -> journal.findById(it, id).stream())
            .filter(event -> name == null || event.event().name().equals(name))
            .toList();
    return events.isEmpty()
        ? Replies.notFound("no event with this id is kept")
        : Replies.ok(told(events));
  }

  /** The events of an order, oldest first. */
  @Get
  @Needs(Role.VIEWER)
  HttpResponse<?> search(
      @QueryValue("order_id") @Nullable String orderId,
      @QueryValue @Nullable String workspace,
      @QueryValue @Nullable String connection,
      @QueryValue @Nullable String fate,
      @QueryValue @Nullable Integer limit)
      throws Wrong {
    List<String> fates = Arrays.stream(Fate.values()).map(Fate::toString).toList();
    if (fate != null && !fates.contains(fate)) {
      throw new Wrong("fate: no such fate (expected: " + String.join(", ", fates) + ")");
    }
    if (orderId == null || orderId.isEmpty()) {
      return Replies.problem(HttpStatus.BAD_REQUEST, "say which order: ?order_id=");
    }
    List<JournaledEvent> events =
        workspaces(workspace)
            .flatMap(it -> journal.findByOrder(it, orderId, Paging.limit(limit)).stream())
            .limit(Paging.limit(limit))
            .toList();
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    for (JsonNode event : told(events)) {
      if (matches(event, connection, fate)) {
        found.add(event);
      }
    }
    return Replies.ok(JsonNodeFactory.instance.objectNode().set("events", found));
  }

  private Stream<String> workspaces(@Nullable String asked) {
    return asked != null
        ? Stream.of(asked)
        : yard.current().workspaces().stream().map(Workspace::name);
  }

  private ArrayNode told(List<JournaledEvent> events) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (JournaledEvent event : events) {
      ObjectNode story = Shown.event(event.event()).put("position", event.position());
      ArrayNode legs = story.putArray("legs");
      stories.legs(event).forEach(leg -> legs.add(shown(leg)));
      list.add(story);
    }
    return list;
  }

  private static boolean matches(
      JsonNode event, @Nullable String connection, @Nullable String fate) {
    if (connection == null && fate == null) {
      return true;
    }
    for (JsonNode leg : event.path("legs")) {
      boolean there = connection == null || leg.path("connection").asText().equals(connection);
      if (there && (fate == null || leg.path("fate").asText().equals(fate))) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode shown(LegStory leg) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown
        .put("workspace", leg.connection().workspace())
        .put("connection", leg.connection().connection());
    shown.put("route", leg.route()).put("fate", leg.fate().toString()).put("reason", leg.reason());
    if (!leg.sentence().isEmpty()) {
      shown.put("because", leg.sentence());
    }
    shown.put("attempts", leg.attempts());
    if (leg.at() != null) {
      shown.put("at", leg.at().toString());
    }
    if (leg.detail() != null) {
      for (Map.Entry<String, JsonNode> fact : leg.detail().properties()) {
        if (List.of("consent", "answer", "revision").contains(fact.getKey())) {
          shown.set(fact.getKey(), fact.getValue());
        }
      }
    }
    if (leg.request() instanceof ObjectNode request) {
      shown.set("request", withReadableBody(request));
    }
    return shown;
  }

  /** A JSON body as JSON; a form or a text as it is. */
  static ObjectNode withReadableBody(ObjectNode request) {
    String body = request.path("body").asText("");
    try {
      JsonNode tree = Json.read(body.getBytes(StandardCharsets.UTF_8));
      return tree.isContainerNode() ? request.set("body", tree) : request;
    } catch (JsonProcessingException e) {
      return request;
    }
  }
}
