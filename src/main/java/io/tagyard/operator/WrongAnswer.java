package io.tagyard.operator;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.tagyard.operator.Asked.Wrong;
import jakarta.inject.Singleton;

/** Answers what is wrong with an operator's request. */
@Singleton
final class WrongAnswer implements ExceptionHandler<Wrong, HttpResponse<?>> {
  @Override
  public HttpResponse<?> handle(HttpRequest request, Wrong wrong) {
    return Replies.problem(wrong.status(), String.valueOf(wrong.getMessage()));
  }
}
