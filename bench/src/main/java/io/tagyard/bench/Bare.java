package io.tagyard.bench;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;

/** The yardstick: the same framework, answering 202 to the same request and doing nothing. */
@Controller("/bare")
@Requires(property = "bench.bare")
public class Bare {
  private static final byte[] ANSWER =
      "{\"accepted\":1,\"duplicates\":0,\"quarantined\":0,\"events\":[]}".getBytes();

  public static void main(String[] args) {
    EmbeddedServer server =
        ApplicationContext.builder()
            .banner(false)
            .properties(
                Map.of(
                    "bench.bare", "true",
                    "micronaut.server.port", "-1",
                    "datasources.default.enabled", "false",
                    "flyway.enabled", "false"))
            .packages("io.tagyard.bench")
            .build()
            .start()
            .getBean(EmbeddedServer.class)
            .start();
    System.out.println("listens on http://127.0.0.1:" + server.getPort());
  }

  @Post
  @Consumes(MediaType.ALL)
  MutableHttpResponse<byte[]> post(@Body byte[] body) {
    return HttpResponse.accepted().contentType(MediaType.APPLICATION_JSON_TYPE).body(ANSWER);
  }
}
