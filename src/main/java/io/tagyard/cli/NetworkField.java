package io.tagyard.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.http.Network;
import io.tagyard.diagnostic.FieldType;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode;
import java.util.Optional;

/** A network in CIDR notation, such as {@code 10.0.0.0/8}. */
record NetworkField() implements FieldType<Network> {
  @Override
  public Optional<Network> read(YamlNode node, Problems problems) {
    Optional<String> text = FieldType.TEXT.read(node, problems);
    Optional<Network> network = text.flatMap(Network::parse);
    if (text.isPresent() && network.isEmpty()) {
      problems.error(
          "wrong-value",
          node.place(),
          "\"" + text.get() + "\" (expected: a network such as 10.0.0.0/8 or fd00::/8)");
    }
    return network;
  }

  @Override
  public ObjectNode schema() {
    return FieldType.TEXT.schema();
  }
}
