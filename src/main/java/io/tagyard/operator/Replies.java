package io.tagyard.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.tagyard.event.Json;

/** JSON answers, and errors as {@code application/problem+json} (RFC 9457). */
final class Replies {
  private static final MediaType PROBLEM = MediaType.of("application/problem+json");

  private Replies() {}

  static MutableHttpResponse<byte[]> ok(JsonNode body) {
    return unkept(HttpResponse.ok(Json.write(body)), MediaType.APPLICATION_JSON_TYPE);
  }

  static MutableHttpResponse<byte[]> created(JsonNode body) {
    return unkept(
        HttpResponse.<byte[]>status(HttpStatus.CREATED).body(Json.write(body)),
        MediaType.APPLICATION_JSON_TYPE);
  }

  static MutableHttpResponse<byte[]> accepted(JsonNode body) {
    return unkept(
        HttpResponse.<byte[]>accepted().body(Json.write(body)), MediaType.APPLICATION_JSON_TYPE);
  }

  static MutableHttpResponse<byte[]> problem(HttpStatus status, String detail) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "about:blank")
        .put("title", status.getReason())
        .put("status", status.getCode())
        .put("detail", detail);
    return unkept(HttpResponse.<byte[]>status(status).body(Json.write(body)), PROBLEM);
  }

  static MutableHttpResponse<byte[]> notFound(String detail) {
    return problem(HttpStatus.NOT_FOUND, detail);
  }

  /** What an operator sees is true now, and not for a cache on the way. */
  private static MutableHttpResponse<byte[]> unkept(
      MutableHttpResponse<byte[]> answer, MediaType type) {
    return answer.contentType(type).header("Cache-Control", "no-store");
  }
}
