package io.tagyard.route;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Definition;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Leg;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Prepared;
import io.tagyard.destination.Verdict;
import io.tagyard.event.OpenEvent;
import java.util.List;
import java.util.Optional;

/** A destination with a defect: preparing fails. */
record FailingDestination(Destination sound) implements Destination {
  @Override
  public Definition definition() {
    return sound.definition();
  }

  @Override
  public Optional<String> acceptedAs(OpenEvent event) {
    return sound.acceptedAs(event);
  }

  @Override
  public Prepared prepare(Leg leg) {
    throw new IllegalStateException("jane@shop.example");
  }

  @Override
  public Outbound pack(List<Prepared.Element> elements, Attempt attempt) {
    return sound.pack(elements, attempt);
  }

  @Override
  public Verdict judge(Answer answer, int elements) {
    return sound.judge(answer, elements);
  }

  @Override
  public String mask(String text) {
    return sound.mask(text);
  }
}
