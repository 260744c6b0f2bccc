package io.tagyard.operator;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets operator calls in by key and role. Which calls those are is said on them, with {@link
 * Needs}.
 */
@ServerFilter("/**")
class OperatorGate {
  static final String HOLDER = "tagyard.operator";

  private final OperatorKeys keys;

  OperatorGate(OperatorKeys keys) {
    this.keys = keys;
  }

  @RequestFilter
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    Optional<Role> needed = RouteAttributes.getRouteMatch(request).flatMap(OperatorGate::needed);
    if (needed.isEmpty()) {
      return null;
    }
    Optional<OperatorKeys.Holder> holder = key(request).flatMap(keys::holder);
    if (holder.isEmpty()) {
      return Replies.problem(
              HttpStatus.UNAUTHORIZED,
              "this call needs an operator key (Authorization: Bearer <key>)")
          .header("WWW-Authenticate", "Bearer");
    }
    if (!holder.get().role().covers(needed.get())) {
      return Replies.problem(
          HttpStatus.FORBIDDEN,
          "this call needs the role " + needed.get() + "; the key has " + holder.get().role());
    }
    request.setAttribute(HOLDER, holder.get());
    return null;
  }

  private static Optional<Role> needed(RouteMatch<?> route) {
    return route.getAnnotationMetadata().enumValue(Needs.class, Role.class);
  }

  private static Optional<String> key(HttpRequest<?> request) {
    String header = request.getHeaders().get("Authorization");
    return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
        ? Optional.of(header.substring(7).strip())
        : Optional.empty();
  }
}
