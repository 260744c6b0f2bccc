package io.tagyard.diagnostic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** The parser's complaints in plain words. */
final class YamlSyntax {
  private static final Map<String, String> PLAIN = new LinkedHashMap<>();

  static {
    PLAIN.put(
        "found character '\\t", "a tab stands where only blanks may (YAML is indented by blanks)");
    PLAIN.put(
        "mapping values are not allowed here",
        "a second \":\" on this line, or a key deeper than its neighbours; quote a text that holds"
            + " \": \"");
    PLAIN.put("could not find expected ':'", "a key without a \":\" after it");
    PLAIN.put("expected <block end>", "this line is not indented like its neighbours");
    PLAIN.put("found unexpected end of stream", "the file ends within a quoted text");
    PLAIN.put("found undefined alias", "an alias (*) without its anchor (&) before it");
    PLAIN.put("expected ',' or ']'", "a list in [ ] lacks a \",\" or its \"]\"");
    PLAIN.put("expected ',' or '}'", "a mapping in { } lacks a \",\" or its \"}\"");
    PLAIN.put("found unknown escape character", "this backslash escape is unknown; use '...'");
    PLAIN.put(
        "that cannot start any token",
        "a text that begins with this character stands in quotes (\"...\")");
    PLAIN.put("special characters are not allowed", "a control character is not allowed");
  }

  private YamlSyntax() {}

  /** A condition that begins with an exclamation mark is a tag to YAML. */
  static String tag(String tag) {
    return tag.startsWith("!") && !tag.startsWith("!!")
        ? "a text that begins with ! stands in quotes: \"" + tag + " ...\" (tags are not allowed)"
        : "tags are not allowed: " + tag;
  }

  static String reason(MarkedYamlEngineException e) {
    return plain(String.valueOf(e.getProblem()));
  }

  /** The reason in plain words; the parser's own where there are none. */
  static String plain(String said) {
    Optional<String> words =
        PLAIN.entrySet().stream()
            .filter(entry -> said.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    return words.orElseGet(() -> said.lines().findFirst().orElse("not YAML"));
  }
}
