package io.tagyard.operator;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /openapi.yaml}: every call of this API, for people and for their tools. */
@Controller("/openapi.yaml")
public class OpenApiController {
  private static final MediaType YAML = MediaType.of("application/yaml");

  private final byte[] page = page();

  @Get
  HttpResponse<byte[]> openApi() {
    return HttpResponse.ok(page).contentType(YAML);
  }

  private static byte[] page() {
    try (InputStream stream = OpenApiController.class.getResourceAsStream("/openapi.yaml")) {
      if (stream == null) {
        throw new IllegalStateException("openapi.yaml is not on the class path");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
