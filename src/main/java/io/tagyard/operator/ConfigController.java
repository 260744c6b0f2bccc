package io.tagyard.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.tagyard.diagnostic.Report;
import io.tagyard.operator.Asked.Wrong;
import io.tagyard.operator.Paging.Part;
import io.tagyard.route.WorkspaceStatus;
import io.tagyard.route.Yard;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/config}: the active and the last rejected revision of each workspace, with its
 * problems.
 */
@Controller("/v1/config")
public class ConfigController {
  private final Yard yard;

  ConfigController(Yard yard) {
    this.yard = yard;
  }

  @Get
  @Needs(Role.VIEWER)
  HttpResponse<?> config(
      Caller caller,
      @QueryValue @Nullable String workspace,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable String after)
      throws Wrong {
    String only = caller.workspace(workspace);
    Part<WorkspaceStatus> part =
        Paging.part(
            yard.statuses().stream()
                .filter(status -> only == null || status.workspace().equals(only))
                .sorted(Comparator.comparing(WorkspaceStatus::workspace))
                .toList(),
            WorkspaceStatus::workspace,
            limit,
            after);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode workspaces = body.putArray("workspaces");
    part.items().forEach(status -> workspaces.add(shown(status)));
    if (part.after() != null) {
      body.put("after", part.after());
    }
    body.set(
        "destinations",
        JsonNodeFactory.instance
            .objectNode()
            .set("problems", Report.of(yard.destinationProblems()).json()));
    return Replies.ok(body);
  }

  private static ObjectNode shown(WorkspaceStatus status) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode().put("workspace", status.workspace());
    status
        .active()
        .ifPresent(active ->
            shown
                .putObject("active")
                .put("revision", active.revision())
                .put("loaded_at", active.loadedAt().toString())
                .put("last_good", active.lastGood())
                .set("warnings", Report.of(active.warnings()).json()));
    status
        .rejected()
        .ifPresent(rejected ->
            shown
                .putObject("rejected")
                .put("revision", rejected.digest())
                .put("rejected_at", rejected.at().toString())
                .set("problems", Report.of(rejected.problems()).json()));
    return shown;
  }
}
