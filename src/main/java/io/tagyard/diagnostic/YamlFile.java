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
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
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
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 strictly: duplicate keys, merge keys, tags, keys that are not text and several
 * documents in one file are problems; anchors and aliases are allowed.
 */
public final class YamlFile {
  private static final int TEXT_MAX = 1 << 20;
  private static final int DEPTH_MAX = 50;
  private static final int NODES_MAX = 200_000;

  private final SourceText source;
  private final Problems problems;
  private int converted;

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
            .setSchema(new WithoutMerging())
            .setAllowNonScalarKeys(true) // likewise
            .setAllowDuplicateKeys(true) // we report them ourselves, all of them, with their place
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(TEXT_MAX)
            .build();
    try {
      if (refuseTags(parser(settings, text))) {
        return Optional.empty(); // what stands behind a tag is not what was meant
      }
      return composed(new Composer(settings, parser(settings, text)));
    } catch (MarkedYamlEngineException e) {
      Place where =
          e.getProblemMark().or(e::getContextMark).map(this::place).orElse(Place.start(source));
      YamlSlip.before(source, where)
          .ifPresentOrElse(
              slip -> problems.error("yaml-syntax", slip.place(), "not YAML: " + slip.sentence()),
              () -> problems.error("yaml-syntax", where, "not YAML: " + YamlSyntax.reason(e)));
      return Optional.empty();
    } catch (YamlEngineException e) {
      problems.error(
          "yaml-syntax",
          Place.start(source),
          "not YAML: " + YamlSyntax.plain(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static ParserImpl parser(LoadSettings settings, String text) {
    return new ParserImpl(settings, new StreamReader(settings, SourceText.withoutMark(text)));
  }

  private Optional<YamlNode> composed(Composer composer) {
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
  }

  /** A written tag disappears when nodes are made, so it is looked for before. */
  private boolean refuseTags(ParserImpl parser) {
    boolean any = false;
    while (parser.hasNext()) {
      Event event = parser.next();
      Optional<String> tag =
          switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent start -> start.getTag();
            default -> Optional.empty();
          };
      if (tag.isPresent()) {
        Place where = event.getStartMark().map(this::place).orElse(Place.start(source));
        problems.error("yaml-tag", where, YamlSyntax.tag(tag.get()));
        any = true;
      }
    }
    return any;
  }

  private @Nullable YamlNode convert(Node node, int depth) {
    Place place =
        node.getStartMark()
            .map(mark -> behindAnchor(place(mark, node)))
            .orElse(Place.start(source));
    if (depth > DEPTH_MAX) {
      problems.error("yaml-too-deep", place, "nested deeper than " + DEPTH_MAX);
      return null;
    }
    if (++converted == NODES_MAX) {
      problems.error(
          "yaml-too-large", place, "more than " + NODES_MAX + " values, aliases written out");
    }
    if (converted >= NODES_MAX) {
      return null;
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, place);
      case SequenceNode sequence -> sequence(sequence, place, depth);
      case MappingNode mapping -> mapping(mapping, place, depth);
      default -> throw new IllegalStateException("unknown YAML node " + node.getNodeType());
    };
  }

  private Scalar scalar(ScalarNode node, Place place) {
    ScalarStyle style = node.getScalarStyle();
    boolean quoted = style == ScalarStyle.DOUBLE_QUOTED || style == ScalarStyle.SINGLE_QUOTED;
    Spread spread = ScalarLayout.of(source, style, node.getValue(), place.line(), place.column());
    Place text =
        spread == null
            ? quoted ? place.within(1, place.length() - 2) : place
            : new Place(source, place.line(), place.column(), place.length(), spread)
                .within(0, node.getValue().length());
    return new Scalar(
        node.getValue(), style == ScalarStyle.PLAIN ? type(node.getTag()) : ScalarType.TEXT, text);
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
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)
          || keyNode.getTag().equals(Tag.NULL)) {
        Place where = tuple.getKeyNode().getStartMark().map(this::place).orElse(place);
        problems.error("yaml-key", where, "a key must be a text");
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

  /** The marks of a value begin at its anchor, people mean what comes after it. */
  private Place behindAnchor(Place place) {
    String line = source.line(place.line());
    int from = place.column() - 1;
    if (!line.startsWith("&", from)) {
      return place;
    }
    int to = from;
    while (to < line.length() && !Character.isWhitespace(line.charAt(to))) {
      to++;
    }
    while (to < line.length() && Character.isWhitespace(line.charAt(to))) {
      to++;
    }
    return to < line.length() ? place.within(to - from, place.length() - (to - from)) : place;
  }

  private Place place(Mark mark) {
    return new Place(source, mark.getLine() + 1, column(mark) + 1, 1);
  }

  private Place place(Mark start, Node node) {
    int column = column(start);
    int length =
        node.getEndMark()
            .filter(end -> end.getLine() == start.getLine())
            .map(end -> column(end) - column)
            .orElseGet(() -> source.line(start.getLine() + 1).stripTrailing().length() - column);
    return new Place(source, start.getLine() + 1, column + 1, length);
  }

  /** Marks count code points, places count characters. */
  private int column(Mark mark) {
    String line = source.line(mark.getLine() + 1);
    int points = Math.min(mark.getColumn(), line.codePointCount(0, line.length()));
    return line.offsetByCodePoints(0, points) + mark.getColumn() - points;
  }

  /** The core schema, in which {@code <<} is a key like any other, so that it can be refused. */
  private static final class WithoutMerging extends CoreSchema {
    @Override
    public ScalarResolver getScalarResolver() {
      return new CoreScalarResolver(false);
    }
  }
}
