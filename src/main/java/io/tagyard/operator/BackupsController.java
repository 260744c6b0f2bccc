package io.tagyard.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.operator.Asked.Wrong;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/backups}: begins a backup into a folder of the gateway's machine, and tells how it
 * goes.
 */
@Controller("/v1/backups")
@ExecuteOn(TaskExecutors.BLOCKING)
public class BackupsController {
  private final Backups backups;

  BackupsController(Backups backups) {
    this.backups = backups;
  }

  @Post
  @Consumes(MediaType.ALL)
  @Needs(Role.ADMIN)
  HttpResponse<?> begin(Caller caller, @Body @io.micronaut.core.annotation.Nullable byte[] body)
      throws Wrong {
    ofAll(caller);
    JsonNode wish = Asked.object(body, "folder");
    Path folder = path(wish.path("folder").asText(""));
    boolean busy =
        backups.last().filter(run -> run.state().equals(Backups.Run.RUNNING)).isPresent();
    Optional<String> objection = busy ? Optional.of("one is being made") : backups.begin(folder);
    if (objection.isPresent()) {
      return Replies.problem(busy ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST, objection.get());
    }
    return Replies.accepted(shown(backups.last().orElseThrow()));
  }

  @Get
  @Needs(Role.ADMIN)
  HttpResponse<?> last(Caller caller) throws Wrong {
    ofAll(caller);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    backups.last().ifPresent(run -> body.set("backup", shown(run)));
    return Replies.ok(body);
  }

  /** A backup holds every workspace. */
  private static void ofAll(Caller caller) throws Wrong {
    String bound = caller.holder().workspace();
    if (bound != null) {
      throw Wrong.notAllowed("a backup holds every workspace, and the key is for " + bound);
    }
  }

  private static Path path(@Nullable String text) throws Wrong {
    if (text == null || text.isBlank()) {
      throw new Wrong("folder: missing (expected: an absolute path)");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Wrong("folder: not a path");
    }
  }

  private static ObjectNode shown(Backups.Run run) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("data", run.data().toString()).put("folder", run.folder().toString());
    shown.put("state", run.state()).put("started_at", run.startedAt().toString());
    if (run.endedAt() != null) {
      shown.put("ended_at", run.endedAt().toString());
    }
    if (run.because() != null) {
      shown.put("because", run.because());
    }
    return shown.put("bytes", run.bytes());
  }
}
