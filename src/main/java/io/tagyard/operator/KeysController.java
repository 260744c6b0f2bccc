package io.tagyard.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.operator.Asked.Wrong;
import io.tagyard.operator.OperatorKeys.Listed;
import io.tagyard.operator.OperatorKeys.Made;
import io.tagyard.route.Workspace;
import io.tagyard.route.Yard;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/keys}: who may call; a key is shown once, when it is made. */
@Controller("/v1/keys")
@ExecuteOn(TaskExecutors.BLOCKING)
public class KeysController {
  private static final int NAME_MAX = 64;

  private final OperatorKeys keys;
  private final Yard yard;

  KeysController(OperatorKeys keys, Yard yard) {
    this.keys = keys;
    this.yard = yard;
  }

  @Get
  @Needs(Role.ADMIN)
  HttpResponse<?> list(
      Caller caller,
      @QueryValue @Nullable String workspace,
      @QueryValue @Nullable String after,
      @QueryValue @Nullable Integer limit)
      throws Wrong {
    OperatorKeys.Page page = keys.list(caller.workspace(workspace), Paging.limit(limit), after);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("keys");
    page.keys().forEach(key -> list.add(shown(key)));
    return Replies.ok(page.after() == null ? body : body.put("after", page.after()));
  }

  @Post
  @Consumes(MediaType.ALL)
  @Needs(Role.ADMIN)
  HttpResponse<?> add(Caller caller, @Body @io.micronaut.core.annotation.Nullable byte[] body)
      throws Wrong {
    JsonNode wish = Asked.object(body, "name", "role", "scopes[]", "workspace");
    String name = name(wish);
    String workspace = caller.workspace(wish.path("workspace").asText(""));
    List<String> scopes = scopes(wish);
    Role role = role(wish, scopes);
    caller.about(workspace, name);
    known(workspace);
    if (keys.isTaken(name)) {
      return Replies.problem(HttpStatus.CONFLICT, "a key of this name is in use; revoke it first");
    }
    Made made = keys.add(name, role, scopes, workspace);
    return Replies.created(shown(made.listed()).put("key", made.key()));
  }

  @Delete("/{id}")
  @Needs(Role.ADMIN)
  HttpResponse<?> revoke(Caller caller, String id) {
    KeyHolder holder = keys.named(id).filter(key -> seenBy(caller, key)).orElse(null);
    caller.about(
        holder == null ? null : holder.workspace(), holder == null ? id : holder.name() + " " + id);
    return switch (keys.revoke(id, caller.holder().workspace())) {
      case DONE ->
          Replies.ok(JsonNodeFactory.instance.objectNode().put("id", id).put("revoked", true));
      case UNKNOWN ->
          id.equals(OperatorKeys.ENVIRONMENT)
              ? Replies.problem(
                  HttpStatus.CONFLICT, "this key is set by TAGYARD_ADMIN_KEY; take it out there")
              : Replies.notFound("no key " + id + " is in use");
      case LAST_ADMIN ->
          Replies.problem(
              HttpStatus.CONFLICT, "this is the last admin key of all workspaces; add another one");
    };
  }

  private static boolean seenBy(Caller caller, KeyHolder key) {
    return caller.holder().workspace() == null
        || caller.holder().workspace().equals(key.workspace());
  }

  private static String name(JsonNode wish) throws Wrong {
    String name = wish.path("name").asText("").strip();
    if (name.isEmpty()
        || name.length() > NAME_MAX
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new Wrong(
          "name: missing or too long (expected: who holds the key, at most 64 characters)");
    }
    return name;
  }

  private static List<String> scopes(JsonNode wish) throws Wrong {
    List<String> scopes = Asked.texts(wish, "scopes");
    for (String scope : scopes) {
      if (!OperatorKeys.SCOPES.contains(scope)) {
        throw new Wrong("scopes: " + Asked.unknown(scope, OperatorKeys.SCOPES));
      }
    }
    return scopes;
  }

  private static @Nullable Role role(JsonNode wish, List<String> scopes) throws Wrong {
    String word = wish.path("role").asText("");
    if (word.isEmpty() == scopes.isEmpty()) {
      throw new Wrong(
          "role: a key has either a role (for operators) or scopes (for the tracking API)");
    }
    if (word.isEmpty()) {
      return null;
    }
    List<String> words = Arrays.stream(Role.values()).map(Role::toString).toList();
    return Arrays.stream(Role.values())
        .filter(role -> role.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new Wrong("role: " + Asked.unknown(word, words)));
  }

  /** A misspelt workspace would make a key that sees nothing. */
  private void known(@Nullable String workspace) throws Wrong {
    List<String> names = yard.current().workspaces().stream().map(Workspace::name).toList();
    if (workspace != null && !names.contains(workspace)) {
      throw new Wrong("workspace: " + Asked.unknown(workspace, names));
    }
  }

  private static ObjectNode shown(Listed key) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("id", key.holder().id()).put("name", key.holder().name());
    if (key.holder().role() != null) {
      shown.put("role", key.holder().role().toString());
    }
    if (!key.holder().scopes().isEmpty()) {
      key.holder().scopes().forEach(shown.putArray("scopes")::add);
    }
    if (key.holder().workspace() != null) {
      shown.put("workspace", key.holder().workspace());
    }
    if (key.createdAt() != null) {
      shown.put("created_at", key.createdAt().toString());
    }
    return key.revokedAt() == null ? shown : shown.put("revoked_at", key.revokedAt().toString());
  }
}
