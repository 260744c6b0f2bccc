package io.tagyard.route;

import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.diagnostic.YamlNode.ScalarType;

/** Names that people give. */
final class Names {
  private Names() {}

  /** Adds a problem when this is no name. */
  static void check(String what, String name, Place place, Problems problems) {
    Problems found = new Problems();
    if (WorkspaceForm.NAME.read(new Scalar(name, ScalarType.TEXT, place), found).isEmpty()) {
      problems.error(
          "wrong-name",
          place,
          "\""
              + name
              + "\" is no name for a "
              + what
              + " (expected: lower-case letters, digits, - and _, at most 63 of them)");
    }
  }
}
