package io.tagyard.destination.definition;

import io.tagyard.destination.expression.Shape;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Mapping;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers a request may set: names of RFC 9110, without those of the connection itself. */
final class HeaderNames {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HeaderNames() {}

  /** Adds a problem for every name of a mapping that may not be set. */
  static void check(YamlNode headers, Problems problems) {
    if (headers instanceof Mapping mapping) {
      mapping.members().values().forEach(each -> right(each.key(), each.keyPlace(), problems));
    }
  }

  /** Adds a problem when names of headers would come from an event. */
  static void written(Shape headers, YamlNode node, Problems problems) {
    if (headers instanceof Shape.Mapped(var members, var ignored)
        && members.stream().anyMatch(member -> member.key() == null)) {
      problems.error(
          "wrong-header", node.place(), "names of headers are written out, each of them");
    }
  }

  /** Whether this name may be set; a problem was added when not. */
  static boolean right(String name, Place place, Problems problems) {
    if (!TOKEN.matcher(name).matches()) {
      problems.error("wrong-header", place, "\"" + name + "\" is no header's name");
      return false;
    }
    if (OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
      problems.error(
          "wrong-header", place, "\"" + name + "\" belongs to the connection and cannot be set");
      return false;
    }
    return true;
  }
}
