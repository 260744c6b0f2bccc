package io.tagyard.destination.expression;

import io.tagyard.destination.expression.Members.Known;
import io.tagyard.destination.expression.Signature.Takes;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what an expression names, and says what is wrong with a name nobody knows.
 *
 * @param inEach names that have a value because this stands for an element of something
 * @param seen told about every path that was found right
 */
record Checks(Vocabulary vocabulary, boolean kindsAllowed, Set<Root> inEach, Consumer<Path> seen) {
  private static final Table EMPTY = new Table.Fixed(java.util.Map.of());

  /** A stretch of a scalar; the whole scalar where its text is not on its line as it stands. */
  static Place within(Scalar scalar, int from, int to) {
    Place whole = scalar.place();
    boolean asWritten = scalar.text().indexOf('\n') < 0 && to <= whole.length() + 1;
    return asWritten ? whole.within(from, to - from) : whole;
  }

  /** The path of this text; null after a problem was added. */
  @Nullable Path path(String text, Place place, Problems problems) {
    List<String> parts = List.of(text.replace("[", ".").replace("]", "").split("\\."));
    Root root = Root.of(parts.getFirst()).orElse(null);
    if (root == null || !roots().contains(root)) {
      unknownRoot(parts.getFirst(), place, problems);
      return null;
    }
    Path path = new Path(root, parts.subList(1, parts.size()), text);
    if (!known(path, place, problems)) {
      return null;
    }
    seen.accept(path);
    return path;
  }

  private Set<Root> roots() {
    Set<Root> roots = EnumSet.noneOf(Root.class);
    for (Root root : vocabulary.roots()) {
      if (inEach.contains(root) || !Root.OF_AN_ITEM.contains(root)) {
        roots.add(root);
      }
    }
    return roots;
  }

  private void unknownRoot(String word, Place place, Problems problems) {
    Place where = new Place(place.source(), place.line(), place.column(), word.length());
    if (word.equals("env") || word.equals("file")) {
      problems.error(
          "unknown-root",
          where,
          "secrets belong into the settings and keys of a workspace, not here");
      return;
    }
    if (Root.of(word).filter(Root.OF_AN_ITEM::contains).isPresent()) {
      problems.error(
          "unknown-root",
          where,
          "\"" + word + "\" has a value only inside each: " + insideWhat(word));
      return;
    }
    Set<String> allowed =
        roots().stream().map(Root::word).collect(Collectors.toCollection(LinkedHashSet::new));
    boolean variable = word.chars().noneMatch(Character::isLowerCase);
    problems.error(
        "unknown-root",
        where,
        "no value is called \""
            + word
            + "\" here"
            + (variable ? "; an environment variable is written ${env." + word + "}" : ""),
        word,
        allowed);
  }

  private String insideWhat(String word) {
    if (word.equals("key") || word.equals("value")) {
      return "over a map (a list has item)";
    }
    return inEach.contains(Root.KEY)
        ? "over a list (a map has key and value)"
        : "and its as or keys";
  }

  private boolean known(Path path, Place place, Problems problems) {
    return switch (path.root()) {
      case SETTINGS -> among(path, vocabulary.settings().keySet(), "setting", place, problems);
      case ADAPTER -> among(path, vocabulary.adapter(), "value of the adapter", place, problems);
      case IDENTITY -> follows(path, place, problems) && variant(path, place, problems);
      default -> follows(path, place, problems) && whole(path, place, problems);
    };
  }

  private static boolean among(
      Path path, Collection<String> names, String kind, Place place, Problems problems) {
    String name = path.steps().isEmpty() ? "" : path.steps().getFirst();
    if (names.contains(name)) {
      return true;
    }
    String message = "no " + kind + " \"" + name + "\"";
    problems.error("unknown-path", place, message, name, new TreeSet<>(names));
    return false;
  }

  private static boolean follows(Path path, Place place, Problems problems) {
    Known known = Members.of(path.root());
    int offset = path.root().word().length();
    for (String step : path.steps()) {
      if (known.open()) {
        return true;
      }
      Known next = known.under().get(step);
      if (next == null) {
        Place where =
            new Place(place.source(), place.line(), place.column() + offset + 1, step.length());
        String parent = path.text().substring(0, Math.min(offset, path.text().length()));
        String message = "\"" + parent + "\" has no member \"" + step + "\"";
        problems.error("unknown-path", where, message, step, Members.names(known));
        return false;
      }
      offset += 1 + step.length();
      known = next;
    }
    return true;
  }

  private static boolean whole(Path path, Place place, Problems problems) {
    if (path.steps().isEmpty() && Members.onlyMembers(path.root())) {
      Set<String> names = Members.names(Members.of(path.root()));
      String message = "\"" + path + "\" has no value of its own, its members have";
      problems.error("unknown-path", place, message, "", names);
      return false;
    }
    return true;
  }

  private boolean variant(Path path, Place place, Problems problems) {
    List<String> variants =
        path.steps().isEmpty() ? List.of() : Members.variants(path.steps().getFirst());
    if (path.steps().isEmpty()
        || !kindsAllowed && path.steps().size() == 1 && !variants.isEmpty()) {
      problems.error(
          "unknown-path",
          place,
          "a digest needs its variant, for example "
              + path.text()
              + "."
              + (variants.isEmpty() ? "email.basic" : variants.getFirst()),
          "",
          variants);
      return false;
    }
    return true;
  }

  /** The compiled call; null after a problem was added. */
  @Nullable Step step(String name, List<Argument> arguments, Place place, Problems problems) {
    Signature signature = Functions.all().get(name);
    if (signature == null) {
      problems.error(
          "unknown-function",
          place,
          "no function \"" + name + "\"",
          name,
          Functions.all().keySet());
      return null;
    }
    int most = signature.takes().size();
    if (arguments.size() < signature.needed() || arguments.size() > most) {
      problems.error("wrong-argument", place, name + " takes " + expected(signature));
      return null;
    }
    Table table = EMPTY;
    for (int i = 0; i < arguments.size(); i++) {
      Takes takes = signature.takes().get(i);
      Argument argument = arguments.get(i);
      if (!takes.fits(argument)) {
        String message = "\"" + argument.text() + "\" (expected: " + takes.words() + ")";
        problems.error("wrong-argument", argument.place(), message);
        return null;
      }
      if (takes == Takes.TABLE || takes == Takes.SETTING) {
        Table found = table(argument, problems);
        if (found == null) {
          return null;
        }
        table = found;
      }
    }
    return signature.step().apply(arguments, table);
  }

  private static String expected(Signature signature) {
    if (signature.takes().isEmpty()) {
      return "no argument";
    }
    String all =
        signature.takes().stream().map(Takes::words).collect(Collectors.joining(", then "));
    return signature.needed() < signature.takes().size() && signature.needed() == 0
        ? "nothing or " + all
        : all;
  }

  private @Nullable Table table(Argument argument, Problems problems) {
    String word = argument.text();
    if (word.startsWith("settings.")) {
      Path path = path(word, argument.place(), problems);
      return path == null ? null : new Table.OfSetting(path);
    }
    Table table = vocabulary.tables().get(word);
    if (table == null) {
      problems.error(
          "wrong-argument",
          argument.place(),
          "no table \"" + word + "\"",
          word,
          vocabulary.tables().keySet());
    }
    return table;
  }

  /** The expression of these parts. */
  Expression expression(Path path, List<Step> steps, boolean required) {
    return new Expression(path, steps, required);
  }

  /** Whether this path is a whole {@code template} setting. */
  boolean isTemplate(Path path) {
    return path.root() == Root.SETTINGS
        && path.steps().size() == 1
        && "template".equals(vocabulary.settings().get(path.steps().getFirst()));
  }
}
