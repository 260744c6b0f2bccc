package io.tagyard.destination.definition;

import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Names of events that a definition mentions; who knows the catalogue of events checks them. */
final class EventNames {
  private EventNames() {}

  static List<Placed<String>> in(Reading definition) {
    List<Placed<String>> names = new ArrayList<>();
    definition.get(DefinitionForm.ACCEPTS).ifPresent(node -> accepted(node, names));
    names.addAll(definition.get(DefinitionForm.CORRECTS, List.of()));
    for (Placed<Reading> request : definition.get(DefinitionForm.REQUEST, List.of())) {
      names.addAll(request.value().get(RequestForm.FOR, List.of()));
    }
    return List.copyOf(names);
  }

  private static void accepted(YamlNode node, List<Placed<String>> names) {
    if (node instanceof Listing(var items, var ignored)) {
      items.forEach(item -> accepted(item, names));
    } else if (node instanceof Mapping mapping) {
      mapping
          .members()
          .values()
          .forEach(member -> names.add(new Placed<>(member.key(), member.keyPlace())));
    }
  }
}
