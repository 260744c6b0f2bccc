package io.tagyard.intake;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers what a browser asks before a page may send, at every address: at a misspelt one the page
 * then hears 404, and not that it may not ask. The headers come from {@link CorsAnswers}.
 */
@ServerFilter("/**")
class Preflights {
  private final Origins origins;

  Preflights(Origins origins) {
    this.origins = origins;
  }

  @RequestFilter
  @Nullable HttpResponse<?> answer(HttpRequest<?> request) {
    boolean preflight =
        request.getMethod() == HttpMethod.OPTIONS
            && request.getHeaders().contains("Access-Control-Request-Method");
    return preflight && origins.knows(request.getHeaders().get("Origin"))
        ? HttpResponse.noContent()
        : null;
  }
}
