package io.tagyard.operator;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * What the framework refuses, in the same form as what the doors refuse (RFC 9457). Of our own
 * mistakes only that.
 */
@Singleton
final class ProblemAnswers implements ErrorResponseProcessor<byte[]> {
  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> answer) {
    HttpStatus status = HttpStatus.valueOf(answer.code());
    boolean ours = status.getCode() >= 500;
    String detail =
        Optional.ofNullable(
                ours || context.getErrors().isEmpty() ? null : context.getErrors().getFirst())
            .map(Error::getMessage)
            .orElse(status.getReason());
    MutableHttpResponse<byte[]> problem =
        Replies.problem(status, ours ? "an internal error; the log says more" : detail);
    answer.getHeaders().forEach((name, values) -> copy(problem, name, values));
    return problem;
  }

  private static void copy(MutableHttpResponse<?> to, String name, Iterable<String> values) {
    if (!name.equalsIgnoreCase("content-type")) {
      values.forEach(value -> to.header(name, value));
    }
  }
}
