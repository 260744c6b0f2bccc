package io.tagyard.operator;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.micronaut.web.router.UriRouteInfo;
import io.tagyard.diagnostic.Nearest;
import io.tagyard.intake.HeaderText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets operator calls in by key and role, and notes what they did. Which calls those are is said on
 * them, with {@link Needs}; everything that is no GET is an action for the audit list.
 */
@ServerFilter("/**")
class OperatorGate {
  private static final String CALLER = "tagyard.caller";

  private final OperatorKeys keys;
  private final Audit audit;

  OperatorGate(OperatorKeys keys, Audit audit) {
    this.keys = keys;
    this.audit = audit;
  }

  /** Who was let in. */
  static Optional<Caller> caller(HttpRequest<?> request) {
    return request.getAttribute(CALLER, Caller.class);
  }

  @RequestFilter
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    RouteMatch<?> route = RouteAttributes.getRouteMatch(request).orElse(null);
    Role needed =
        route == null
            ? null
            : route.getAnnotationMetadata().enumValue(Needs.class, Role.class).orElse(null);
    if (route == null || needed == null) {
      return null;
    }
    Optional<KeyHolder> holder = key(request).flatMap(keys::holder);
    if (holder.isEmpty()) {
      return Replies.problem(
              HttpStatus.UNAUTHORIZED,
              "this call needs an operator key (Authorization: Bearer <key>)")
          .header("WWW-Authenticate", "Bearer");
    }
    request.setAttribute(CALLER, new Caller(holder.get()));
    if (!holder.get().covers(needed)) {
      return Replies.problem(
          HttpStatus.FORBIDDEN,
          "this call needs the role " + needed + "; the key has " + holder.get().may());
    }
    List<String> known = parameters(route);
    return unknownParameter(request.getParameters().names(), known)
        .or(() ->
            known.contains("limit")
                ? Paging.wrong(request.getPath(), request.getParameters())
                : Optional.empty())
        .<HttpResponse<?>>map(wrong -> Replies.problem(HttpStatus.BAD_REQUEST, wrong))
        .orElse(null);
  }

  @ResponseFilter
  void note(HttpRequest<?> request, HttpResponse<?> answer) {
    Optional<Caller> caller = caller(request);
    if (caller.isEmpty() || isLook(request)) {
      return;
    }
    String action =
        request.getMethodName()
            + " "
            + RouteAttributes.getRouteInfo(request)
                .map(OperatorGate::template)
                .orElse(request.getPath());
    Runnable write = () -> audit.note(caller.get(), action, answer.code());
    if (Thread.currentThread().isVirtual()) {
      write.run();
    } else {
      Thread.startVirtualThread(write); // the server's own threads must not wait for a disk
    }
  }

  private static boolean isLook(HttpRequest<?> request) {
    HttpMethod method = request.getMethod();
    return method == HttpMethod.GET
        || method == HttpMethod.HEAD
        || RouteAttributes.getRouteMatch(request)
            .map(route -> route.getAnnotationMetadata().booleanValue(Needs.class, "looks"))
            .flatMap(looks -> looks)
            .orElse(false);
  }

  private static String template(io.micronaut.web.router.RouteInfo<?> route) {
    return route instanceof UriRouteInfo<?, ?> uri ? uri.getUriMatchTemplate().toPathString() : "";
  }

  /** A misspelt filter must not show, or change, more than was meant. */
  static Optional<String> unknownParameter(Set<String> asked, List<String> known) {
    return asked.stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .findFirst()
        .map(name ->
            "no parameter of this call has the name "
                + (name.length() > 40 ? name.substring(0, 40) + "..." : name)
                + (known.isEmpty()
                    ? " (it takes none)"
                    : " (allowed: " + String.join(", ", known) + ")")
                + Nearest.of(name, known).map(near -> "; did you mean " + near + "?").orElse(""));
  }

  private static List<String> parameters(RouteMatch<?> route) {
    return route.getRouteInfo() instanceof MethodBasedRouteInfo<?, ?> method
        ? Arrays.stream(method.getTargetMethod().getArguments())
            .filter(argument -> argument.getAnnotationMetadata().hasAnnotation(QueryValue.class))
            .map(argument ->
                argument
                    .getAnnotationMetadata()
                    .stringValue(QueryValue.class)
                    .filter(name -> !name.isEmpty())
                    .orElse(argument.getName()))
            .sorted()
            .toList()
        : List.of();
  }

  private static Optional<String> key(HttpRequest<?> request) {
    String header = request.getHeaders().get("Authorization");
    return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
        ? Optional.of(HeaderText.read(header.substring(7).strip()))
        : Optional.empty();
  }
}
