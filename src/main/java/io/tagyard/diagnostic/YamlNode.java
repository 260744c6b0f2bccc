package io.tagyard.diagnostic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A YAML document as a tree in which everything knows where it stands. */
public sealed interface YamlNode {
  /** Where this value begins; for a list or mapping, its first line. */
  Place place();

  /** What people call this kind of thing. */
  default String kind() {
    return switch (this) {
      case Scalar scalar ->
          switch (scalar.type()) {
            case TEXT -> "a text";
            case NUMBER -> "a number";
            case FLAG -> "true or false";
            case NOTHING -> "nothing";
          };
      case Listing ignored -> "a list";
      case Mapping ignored -> "a mapping";
    };
  }

  /** What a scalar is by the YAML 1.2 core schema. */
  enum ScalarType {
    TEXT,
    NUMBER,
    FLAG,
    NOTHING
  }

  /**
   * A single value.
   *
   * @param text the text as meant, quotes and escapes resolved
   * @param type by the core schema; a quoted scalar is always text
   * @param place of the text itself, inside its quotes, so that parts of it can be pointed at
   */
  record Scalar(String text, ScalarType type, Place place) implements YamlNode {}

  /** A sequence. */
  record Listing(List<YamlNode> items, Place place) implements YamlNode {}

  /** A mapping with text keys, in the file's order. */
  record Mapping(Map<String, Member> members, Place place) implements YamlNode {
    /** The value under this key. */
    public Optional<YamlNode> get(String key) {
      return Optional.ofNullable(members.get(key)).map(Member::value);
    }

    /** Where this key stands; the mapping's own place when there is no such key. */
    public Place keyPlace(String key) {
      Member member = members.get(key);
      return member == null ? place : member.keyPlace();
    }
  }

  /** One key and its value. */
  record Member(String key, Place keyPlace, YamlNode value) {}
}
