package io.tagyard.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.operator.Asked.Wrong;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/audit}: what operators did, newest first. */
@Controller("/v1/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
public class AuditController {
  private final Audit audit;

  AuditController(Audit audit) {
    this.audit = audit;
  }

  @Get
  @Needs(Role.ADMIN)
  HttpResponse<?> list(
      Caller caller,
      @QueryValue @Nullable String workspace,
      @QueryValue @Nullable String after,
      @QueryValue @Nullable Integer limit)
      throws Wrong {
    List<AuditRow> rows = audit.list(caller.workspace(workspace), Paging.limit(limit), after);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("audit");
    rows.forEach(row -> list.add(shown(row)));
    if (rows.size() == Paging.limit(limit)) {
      body.put("after", rows.getLast().id());
    }
    return Replies.ok(body);
  }

  private static ObjectNode shown(AuditRow row) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("id", row.id()).put("at", Instant.ofEpochMilli(row.at()).toString());
    shown.put("key_id", row.keyId()).put("key_name", row.keyName()).put("role", row.role());
    if (!row.workspace().isEmpty()) {
      shown.put("workspace", row.workspace());
    }
    shown.put("action", row.action()).put("subject", row.subject());
    return shown.put("outcome", row.outcome()).put("status", row.status());
  }
}
