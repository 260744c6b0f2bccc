package io.tagyard.diagnostic;

import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Member;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.diagnostic.YamlNode.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 strictly: duplicate keys, merge keys, tags, keys that are not text and several
 * documents in one file are problems; anchors and aliases are allowed.
 */
public final class YamlFile {
  private static final int TEXT_MAX = 1 << 20;
  private static final int DEPTH_MAX = 50;

  private final SourceText source;
  private final Problems problems;

  private YamlFile(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * The tree of this text, or empty when it is no YAML at all or holds nothing; problems say why.
   */
  public static Optional<YamlNode> read(SourceText source, String text, Problems problems) {
    return new YamlFile(source, problems).compose(text);
  }

  private Optional<YamlNode> compose(String text) {
    if (text.length() > TEXT_MAX) {
      problems.error("yaml-too-large", Place.start(source), "the file is larger than 1 MiB");
      return Optional.empty();
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.file())
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(true) // we report them ourselves, all of them, with their place
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(TEXT_MAX)
            .build();
    Composer composer =
        new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)));
    try {
      if (!composer.hasNext()) {
        problems.error("yaml-empty", Place.start(source), "the file is empty");
        return Optional.empty();
      }
      Node root = composer.next();
      if (composer.hasNext()) {
        Place second = composer.next().getStartMark().map(this::place).orElse(Place.start(source));
        problems.error(
            "yaml-documents", second, "a second document begins here; one file holds one document");
      }
      return Optional.ofNullable(convert(root, 0));
    } catch (MarkedYamlEngineException e) {
      Place where =
          e.getProblemMark().or(e::getContextMark).map(this::place).orElse(Place.start(source));
      problems.error("yaml-syntax", where, "not YAML: " + e.getProblem());
      return Optional.empty();
    } catch (YamlEngineException e) {
      problems.error("yaml-syntax", Place.start(source), "not YAML: " + e.getMessage());
      return Optional.empty();
    }
  }

  private @Nullable YamlNode convert(Node node, int depth) {
    Place place = node.getStartMark().map(mark -> place(mark, node)).orElse(Place.start(source));
    if (depth > DEPTH_MAX) {
      problems.error("yaml-too-deep", place, "nested deeper than " + DEPTH_MAX);
      return null;
    }
    if (!isPlainTag(node)) {
      problems.error("yaml-tag", place, "tags are not allowed: " + node.getTag());
      return null;
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, place);
      case SequenceNode sequence -> sequence(sequence, place, depth);
      case MappingNode mapping -> mapping(mapping, place, depth);
      default -> throw new IllegalStateException("unknown YAML node " + node.getNodeType());
    };
  }

  /** The engine tags a text such as ${id} as its own environment variables; to us it is a text. */
  private static boolean isPlainTag(Node node) {
    if (node.getTag().equals(Tag.ENV_TAG)) {
      return true;
    }
    return node.getTag().getValue().startsWith(Tag.PREFIX) && !node.getTag().equals(Tag.BINARY);
  }

  private static Scalar scalar(ScalarNode node, Place place) {
    boolean plain = node.getScalarStyle() == ScalarStyle.PLAIN;
    boolean quoted =
        node.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
            || node.getScalarStyle() == ScalarStyle.SINGLE_QUOTED;
    Place inside = quoted ? place.within(1, place.length() - 2) : place;
    return new Scalar(node.getValue(), plain ? type(node.getTag()) : ScalarType.TEXT, inside);
  }

  private static ScalarType type(Tag tag) {
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return ScalarType.NUMBER;
    }
    if (tag.equals(Tag.BOOL)) {
      return ScalarType.FLAG;
    }
    return tag.equals(Tag.NULL) ? ScalarType.NOTHING : ScalarType.TEXT;
  }

  private Listing sequence(SequenceNode node, Place place, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      YamlNode converted = convert(item, depth + 1);
      if (converted != null) {
        items.add(converted);
      }
    }
    return new Listing(List.copyOf(items), place);
  }

  private Mapping mapping(MappingNode node, Place place, int depth) {
    Map<String, Member> members = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        problems.error("yaml-key", place, "a key must be a text");
        continue;
      }
      Place keyPlace = keyNode.getStartMark().map(mark -> place(mark, keyNode)).orElse(place);
      String key = keyNode.getValue();
      YamlNode value = convert(tuple.getValueNode(), depth + 1);
      if (key.equals("<<")) {
        problems.error(
            "yaml-merge-key", keyPlace, "merge keys are not allowed; write the members out");
      } else if (members.containsKey(key)) {
        problems.error(
            "yaml-duplicate-key",
            keyPlace,
            "the key \"" + key + "\" appears twice in this mapping");
      } else if (value != null) {
        members.put(key, new Member(key, keyPlace, value));
      }
    }
    return new Mapping(members, place);
  }

  private Place place(Mark mark) {
    return new Place(source, mark.getLine() + 1, mark.getColumn() + 1, 1);
  }

  private Place place(Mark start, Node node) {
    int length =
        node.getEndMark()
            .filter(end -> end.getLine() == start.getLine())
            .map(end -> end.getColumn() - start.getColumn())
            .orElseGet(() ->
                source.line(start.getLine() + 1).stripTrailing().length() - start.getColumn());
    return new Place(source, start.getLine() + 1, start.getColumn() + 1, length);
  }
}
