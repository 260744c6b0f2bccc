package io.tagyard.operator;

import io.micronaut.context.BeanProvider;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the framework refuses, in the same form as what the doors refuse (RFC 9457). Of our own
 * mistakes only that. A database that cannot be used is no mistake: 503 and what is wrong.
 */
@Singleton
final class ProblemAnswers implements ErrorResponseProcessor<byte[]> {
  private static final int DEPTH_MAX = 20;
  private static final String RETRY_AFTER_S = "10";
  private static final Pattern ARGUMENT =
      Pattern.compile("(?:argument|Body|QueryValue|Header) \\[([A-Za-z_]+)]");

  private final BeanProvider<HealthPart> parts;

  /**
   * @param parts asked for only when something is wrong
   */
  ProblemAnswers(BeanProvider<HealthPart> parts) {
    this.parts = parts;
  }

  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> answer) {
    if (context.getRootCause().filter(ProblemAnswers::isOfTheDatabase).isPresent()) {
      return noDatabase();
    }
    HttpStatus status = HttpStatus.valueOf(answer.code());
    boolean ours = status.getCode() >= 500;
    String said =
        Optional.ofNullable(
                ours || context.getErrors().isEmpty() ? null : context.getErrors().getFirst())
            .map(Error::getMessage)
            .orElse(status.getReason());
    String detail = detail(status, said, answer.getHeaders().get("Allow"));
    MutableHttpResponse<byte[]> problem =
        Replies.problem(status, ours ? "an internal error; the log says more" : detail);
    answer.getHeaders().forEach((name, values) -> copy(problem, name, values));
    return problem;
  }

  /** A full disk closes the embedded database; nothing of the request was done. */
  private MutableHttpResponse<byte[]> noDatabase() {
    String because =
        parts.stream()
            .flatMap(part -> part.trouble().get().stream())
            .findFirst()
            .orElse("the log says more");
    return Replies.problem(
            HttpStatus.SERVICE_UNAVAILABLE, "the database cannot be used now: " + because)
        .header("Retry-After", RETRY_AFTER_S);
  }

  private static boolean isOfTheDatabase(Throwable failure) {
    Throwable at = failure;
    for (int i = 0; at != null && i < DEPTH_MAX; i++) {
      if (at instanceof SQLException sql) {
        // what the statement itself did wrong is a mistake of ours
        return !(sql instanceof SQLSyntaxErrorException
            || sql instanceof SQLDataException
            || sql instanceof SQLIntegrityConstraintViolationException);
      }
      at = at.getCause();
    }
    return false;
  }

  /**
   * The framework quotes addresses, keys of pixels included, and values; these sentences do not.
   */
  static String detail(HttpStatus status, String said, @Nullable String allowed) {
    Matcher argument = ARGUMENT.matcher(said);
    return switch (status) {
      case NOT_FOUND -> "there is nothing at this address";
      case METHOD_NOT_ALLOWED ->
          "this method is not taken here" + (allowed == null ? "" : "; allowed: " + allowed);
      default ->
          argument.find() ? argument.group(1) + ": missing, or not of the form that is read" : said;
    };
  }

  private static void copy(MutableHttpResponse<?> to, String name, Iterable<String> values) {
    if (!name.equalsIgnoreCase("content-type")) {
      values.forEach(value -> to.header(name, value));
    }
  }
}
