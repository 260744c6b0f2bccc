package io.tagyard.destination.definition;

import io.tagyard.destination.expression.Grammar;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.Vocabulary;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Member;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of {@code each: batch}: what stands outside it must be the same for all events. */
final class Batches {
  private Batches() {}

  /** All places of a payload where the events of a batch stand. */
  static List<Shape.EachOfBatch> in(Payload payload) {
    List<Shape.EachOfBatch> found = new ArrayList<>();
    switch (payload) {
      case Payload.Json(var shape) -> collect(shape, found);
      case Payload.Form(var shape) -> collect(shape, found);
      case Payload.Text(var shape) -> collect(shape, found);
      case Payload.Nothing ignored -> {}
    }
    return found;
  }

  private static void collect(Shape shape, List<Shape.EachOfBatch> found) {
    switch (shape) {
      case Shape.EachOfBatch batch -> found.add(batch);
      case Shape.Mapped(var members, var ignored) ->
          members.forEach(member -> collect(member.value(), found));
      case Shape.Listed(var items) -> items.forEach(item -> collect(item, found));
      case Shape.Chosen chosen -> {
        collect(chosen.then(), found);
        if (chosen.otherwise() != null) {
          collect(chosen.otherwise(), found);
        }
      }
      case Shape.InJson(var value) -> collect(value, found);
      case Shape.First(var candidates) -> candidates.forEach(each -> collect(each, found));
      default -> {}
    }
  }

  /** Adds a problem for two batches in a request, and for per-event values outside of the one. */
  static void check(
      Reading reading,
      List<Shape.EachOfBatch> batches,
      Grammar head,
      Grammar batchBy,
      Vocabulary vocabulary,
      Problems problems) {
    if (batches.size() > 1) {
      problems.error(
          "two-batches", reading.place(RequestForm.BODY), "each: batch stands once in a request");
    }
    if (batches.isEmpty()) {
      return;
    }
    Set<String> named = batchBy.seen().stream().map(Path::text).collect(Collectors.toSet());
    Grammar around = new Grammar(vocabulary, new Problems());
    reading.get(RequestForm.BODY).ifPresent(node -> around.shape(without(node)));
    reading.get(RequestForm.FORM).ifPresent(node -> around.shape(without(node)));
    reading.get(RequestForm.TEXT).ifPresent(node -> around.shape(without(node)));
    for (Grammar part : List.of(head, around)) {
      for (Path path : part.seen()) {
        boolean same =
            path.root() == Root.SETTINGS
                || path.root() == Root.ATTEMPT
                || named.contains(path.text());
        if (!same) {
          problems.error(
              "outside-batch",
              reading.mapping().place(),
              "\""
                  + path
                  + "\" stands outside each: batch and is not the same for all events"
                  + " (expected: settings, constants, or what batch_by names)");
        }
      }
    }
  }

  /** The same tree with a constant where the events stand. */
  private static YamlNode without(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar;
      case Listing(var items, var place) ->
          new Listing(items.stream().map(Batches::without).toList(), place);
      case Mapping mapping -> without(mapping);
    };
  }

  private static YamlNode without(Mapping mapping) {
    if (mapping.get("each").orElse(null) instanceof Scalar scalar
        && scalar.text().equals("batch")) {
      return new Scalar("events", YamlNode.ScalarType.TEXT, mapping.place());
    }
    Map<String, Member> members = new LinkedHashMap<>();
    mapping
        .members()
        .forEach((key, member) ->
            members.put(key, new Member(key, member.keyPlace(), without(member.value()))));
    return new Mapping(members, mapping.place());
  }
}
