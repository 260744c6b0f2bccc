package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.Definition;
import io.tagyard.destination.adapter.Adapters;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Facts;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Presence;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.Values;
import io.tagyard.destination.expression.Vocabulary;
import io.tagyard.diagnostic.Placed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A definition, read and compiled, without anybody's settings.
 *
 * @param requires alternatives of which one must be there
 * @param requiresAll what must be there
 * @param warnings sentences for people about events that are sent, each absent where it does not
 *     fit
 * @param currencies whose amounts it tells; null = any
 * @param adapter null without one
 * @param testMode what must be set for the connection to take test events; null = never
 * @param dedup the platform's field for the event's id and how long it remembers; empty when it
 *     does not
 * @param paths everything its requests and requirements read
 * @param eventNames names of events in {@code accepts}, {@code corrects} and {@code for}
 */
public record Blueprint(
    Definition definition,
    Map<String, Setting> settings,
    Vocabulary vocabulary,
    Accepts accepts,
    List<Presence> requires,
    List<Presence> requiresAll,
    List<Shape> warnings,
    List<RequestPlan> requests,
    Map<String, TemplateUse> templateUses,
    Answers answers,
    @Nullable Currencies currencies,
    Adapters.@Nullable Kind adapter,
    @Nullable Presence testMode,
    String dedup,
    Set<Path> paths,
    List<Placed<String>> eventNames) {
  /** Identity variants that requests, requirements and these settings' templates read. */
  public Set<String> digestVariants(Settings bound) {
    return Reads.digestVariants(with(bound));
  }

  /** Retained fields they read and may. */
  public Set<String> usesRaw(Settings bound) {
    return Reads.rawFields(with(bound), definition.rawFields());
  }

  /** What people should know about an event that is sent all the same. */
  public List<String> warnings(Facts facts) {
    List<String> sentences = new ArrayList<>();
    for (Shape warning : warnings) {
      JsonNode sentence = warning.evaluate(new Evaluation(facts));
      if (sentence != null) {
        sentences.add(Values.text(sentence));
      }
    }
    return sentences;
  }

  private Set<Path> with(Settings bound) {
    Set<Path> all = new LinkedHashSet<>(paths);
    all.addAll(bound.paths());
    return all;
  }

  @Override
  public String toString() {
    return definition.name();
  }
}
