package io.tagyard.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.delivery.LegStory;
import io.tagyard.delivery.Search;
import io.tagyard.delivery.Stories;
import io.tagyard.event.Fate;
import io.tagyard.event.Json;
import io.tagyard.intake.Differences;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.JournaledEvent;
import io.tagyard.operator.Asked.Wrong;
import io.tagyard.route.Workspace;
import io.tagyard.route.Yard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/events/...}: what became of an event. */
@Controller("/v1/events")
@ExecuteOn(TaskExecutors.BLOCKING)
public class StoriesController {
  private static final Duration READ_BACK = Duration.ofHours(24);

  private final EventJournal journal;
  private final Stories stories;
  private final Search search;
  private final Yard yard;
  private final Differences differences;
  private final InstantSource clock;

  StoriesController(
      EventJournal journal,
      Stories stories,
      Search search,
      Yard yard,
      Differences differences,
      InstantSource clock) {
    this.journal = journal;
    this.stories = stories;
    this.search = search;
    this.yard = yard;
    this.differences = differences;
    this.clock = clock;
  }

  /**
   * The stories of the events with this id, oldest first; {@code name} and {@code workspace}
   * narrow.
   */
  @Get("/{id}")
  @Needs(Role.VIEWER)
  HttpResponse<?> story(
      Caller caller,
      String id,
      @QueryValue @Nullable String name,
      @QueryValue @Nullable String workspace)
      throws Wrong {
    ArrayNode told = JsonNodeFactory.instance.arrayNode();
    workspaces(caller, workspace).stream()
        .flatMap(it -> journal.findById(it, id).stream())
        .filter(event -> name == null || event.event().name().equals(name))
        .forEach(event -> told.add(told(event, stories.legs(event))));
    return told.isEmpty() ? Replies.notFound("no event with this id is kept") : Replies.ok(told);
  }

  /** Events by what became of them, oldest first. */
  @Get
  @Needs(Role.VIEWER)
  HttpResponse<?> search(
      Caller caller,
      @QueryValue("order_id") @Nullable String orderId,
      @QueryValue @Nullable String workspace,
      @QueryValue @Nullable String connection,
      @QueryValue @Nullable String fate,
      @QueryValue @Nullable String since,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Long after)
      throws Wrong {
    Search.Query query =
        new Search.Query(
            workspaces(caller, workspace),
            Asked.orEmpty(orderId),
            Asked.orEmpty(connection),
            fate(fate),
            Asked.time(since),
            after == null ? -1 : after,
            Paging.limit(limit));
    bounded(query);
    Search.Page page = search.find(query);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode found = body.putArray("events");
    page.hits().forEach(hit -> found.add(shown(hit)));
    return Replies.ok(page.after() == null ? body : body.put("after", page.after()));
  }

  private static @Nullable Fate fate(@Nullable String word) throws Wrong {
    if (word == null || word.isEmpty()) {
      return null;
    }
    List<String> words = Arrays.stream(Fate.values()).map(Fate::toString).toList();
    return Arrays.stream(Fate.values())
        .filter(fate -> fate.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new Wrong("fate: " + Asked.unknown(word, words)));
  }

  /** Parked and dead legs have rows; what ended otherwise is only in the journal. */
  private void bounded(Search.Query query) throws Wrong {
    boolean rows = query.fate() == Fate.PARKED || query.fate() == Fate.DEAD;
    Instant since = query.since();
    boolean recent = since != null && !since.isBefore(clock.instant().minus(READ_BACK));
    if (!rows && query.orderId().isEmpty() && !recent) {
      throw new Wrong(
          "order_id, or since within the last 24 h, is needed; only fate=parked and fate=dead are"
              + " found without");
    }
  }

  private Set<String> workspaces(Caller caller, @Nullable String asked) throws Wrong {
    String only = caller.workspace(asked);
    return only != null
        ? Set.of(only)
        : yard.current().workspaces().stream()
            .map(Workspace::name)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A duplicate that is about another order or amount. */
  private static ObjectNode shown(Differences.Difference difference) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("received_at", difference.receivedAt().toString()).put("source", difference.source());
    difference.paths().forEach(shown.putArray("differs")::add);
    return shown;
  }

  private ObjectNode told(JournaledEvent event, List<LegStory> legs) {
    ObjectNode story = Shown.event(event.event()).put("position", event.position());
    List<Differences.Difference> differing = differences.at(event.position());
    if (!differing.isEmpty()) {
      ArrayNode duplicates = story.putArray("duplicates");
      differing.forEach(one -> duplicates.add(shown(one)));
    }
    ArrayNode list = story.putArray("legs");
    legs.forEach(leg -> list.add(shown(leg)));
    return story;
  }

  private ObjectNode shown(Search.Hit hit) {
    if (hit.event() != null) {
      return told(hit.event(), hit.legs());
    }
    ObjectNode story = JsonNodeFactory.instance.objectNode();
    story.put("workspace", hit.workspace()).put("id", hit.id()).put("name", hit.name());
    story.put("position", hit.position()).put("kept", false);
    ArrayNode list = story.putArray("legs");
    hit.legs().forEach(leg -> list.add(shown(leg)));
    return story;
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
