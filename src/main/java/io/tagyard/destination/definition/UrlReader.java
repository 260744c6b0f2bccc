package io.tagyard.destination.definition;

import io.tagyard.destination.adapter.Adapters;
import io.tagyard.destination.expression.Encoding;
import io.tagyard.destination.expression.Expression;
import io.tagyard.destination.expression.Grammar;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Template;
import io.tagyard.destination.expression.Template.Hole;
import io.tagyard.destination.expression.Template.Literal;
import io.tagyard.destination.expression.Template.Part;
import io.tagyard.diagnostic.HostForm;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits an address with expressions into host, path and query; the host is never computed. */
final class UrlReader {
  private static final Pattern ADDRESS =
      Pattern.compile("(([a-z]+)://[^/?#]*)(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SCHEME = Pattern.compile("[a-z]+://", Pattern.CASE_INSENSITIVE);
  private static final Pattern FOREIGN_MACRO =
      Pattern.compile("\\{\\{?[A-Za-z_.]+}}?|##[A-Za-z_]+##|!!![A-Za-z_]+!!!|&amp;");

  private final Grammar grammar;
  private final Problems problems;
  private final Scalar scalar;
  private final Set<String> schemes;
  private final Map<String, Setting> settings;
  private final List<Part> path = new ArrayList<>();
  private final List<UrlPlan.Parameter> query = new ArrayList<>();
  private final List<Part> value = new ArrayList<>();
  private @Nullable String name;
  private boolean inQuery;

  private UrlReader(
      Grammar grammar, Scalar scalar, Set<String> schemes, Map<String, Setting> settings) {
    this.schemes = schemes;
    this.settings = settings;
    this.grammar = grammar;
    this.problems = grammar.problems();
    this.scalar = scalar;
  }

  /** The plan; empty after a problem was added. */
  static Optional<UrlPlan> read(Scalar scalar, Grammar grammar) {
    return read(scalar, grammar, Adapters.HTTP, Map.of());
  }

  /** The same, for an address of one of these schemes whose host one of these may choose. */
  static Optional<UrlPlan> read(
      Scalar scalar, Grammar grammar, Set<String> schemes, Map<String, Setting> settings) {
    int before = grammar.problems().count();
    Optional<UrlPlan> plan =
        grammar
            .template(scalar)
            .flatMap(template -> new UrlReader(grammar, scalar, schemes, settings).plan(template));
    return grammar.problems().count() > before && plan.isEmpty() ? Optional.empty() : plan;
  }

  private Optional<UrlPlan> plan(Template template) {
    Deque<Part> parts = new ArrayDeque<>(template.parts());
    Host host = host(parts);
    if (host == null) {
      return Optional.empty();
    }
    parts.forEach(this::part);
    endParameter();
    return Optional.of(
        new UrlPlan(
            host.base(), host.setting(), new Template(List.copyOf(path)), List.copyOf(query)));
  }

  /** Scheme, host and port: written out, or what a setting gives after them. */
  private record Host(String base, @Nullable Expression setting) {}

  /** Takes the host off the parts; null after a problem was added. */
  private @Nullable Host host(Deque<Part> parts) {
    Part first = parts.isEmpty() ? new Literal("") : parts.removeFirst();
    if (first instanceof Hole(var expression)) {
      return isUrlSetting(expression.path()) || ChosenHost.is(expression, settings)
          ? of("", expression, parts)
          : wrong(
              "the host never comes from an expression; a setting of type url may begin it, or a"
                  + " table of hosts by a setting of type choice");
    }
    String text = ((Literal) first).text();
    if (SCHEME.matcher(text).matches()
        && parts.peekFirst() instanceof Hole(var expression)
        && ChosenHost.is(expression, settings)) {
      parts.removeFirst();
      return of(text, expression, parts);
    }
    return written(text, parts);
  }

  private @Nullable Host of(String start, Expression expression, Deque<Part> rest) {
    String fault =
        ChosenHost.is(expression, settings)
            ? ChosenHost.fault(expression, start, settings, schemes)
            : null;
    if (fault != null) {
      return wrong(fault);
    }
    Part next = rest.peekFirst();
    boolean ends =
        next == null
            || next instanceof Literal(var text) && (text.startsWith("/") || text.startsWith("?"));
    return ends
        ? new Host(start, expression)
        : wrong("after a setting that gives the host stands / or ?");
  }

  private @Nullable Host written(String text, Deque<Part> rest) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches() || !schemes.contains(address.group(2).toLowerCase(Locale.ROOT))) {
      String expected = schemes.contains("https") ? "https" : String.join(" or ", schemes);
      return wrong("an address begins with " + expected + "://host, written out");
    }
    String base = address.group(1);
    if (address.group(3).isEmpty() && !rest.isEmpty()) {
      return wrong("the host never comes from an expression");
    }
    if (HostForm.isOddIpv4(base)) {
      return wrong(HostForm.IPV4);
    }
    if (hasFragment(new Literal(address.group(3)))
        || rest.stream().anyMatch(UrlReader::hasFragment)) {
      return wrong("an address has no fragment: a # in it is written %23");
    }
    if (!usable(base)) {
      return wrong("\"" + base + "\" is no scheme, host and port");
    }
    rest.addFirst(new Literal(address.group(3)));
    return new Host(base, null);
  }

  /** Whether this is scheme, host and perhaps port, and nothing after them. */
  static boolean onlyBase(String text, Set<String> schemes) {
    Matcher address = ADDRESS.matcher(text);
    return address.matches()
        && address.group(3).isEmpty()
        && schemes.contains(address.group(2).toLowerCase(Locale.ROOT))
        && usable(text);
  }

  private static boolean hasFragment(Part part) {
    return part instanceof Literal(var text) && text.indexOf('#') >= 0;
  }

  private boolean isUrlSetting(Path read) {
    return read.root() == Root.SETTINGS
        && read.steps().size() == 1
        && "url".equals(grammar.vocabulary().settings().get(read.steps().getFirst()));
  }

  /** Whether this is scheme, host and perhaps port, and nothing else. */
  static boolean usable(String base) {
    try {
      URI uri = new URI(base.toLowerCase(Locale.ROOT));
      return uri.getHost() != null && uri.getRawUserInfo() == null && uri.getPort() <= 65_535;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private @Nullable Host wrong(String message) {
    problems.error("wrong-url", scalar.place(), message);
    return null;
  }

  private void part(Part part) {
    if (part instanceof Literal(var text)) {
      Matcher foreign = FOREIGN_MACRO.matcher(text);
      if (foreign.find()) {
        problems.warning(
            "foreign-macro",
            scalar.place(),
            "\"" + foreign.group() + "\" is sent as it stands; a value is written ${...}");
      }
      literal(text);
    } else if (inQuery && name == null) {
      problems.error(
          "wrong-url", scalar.place(), "the name of a parameter never comes from an expression");
    } else {
      (inQuery ? value : path).add(part);
    }
  }

  private void literal(String text) {
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean named = inQuery && name == null && c == '=';
      boolean ends = inQuery && c == '&';
      boolean opens = !inQuery && c == '?';
      if (named || ends || opens) {
        stretch(text.substring(start, i));
        start = i + 1;
      }
      if (named) {
        name = Encoding.address(take());
      } else if (ends) {
        endParameter();
      }
      inQuery |= opens;
    }
    stretch(text.substring(start));
  }

  private void stretch(String text) {
    if (!text.isEmpty()) {
      (inQuery ? value : path).add(new Literal(Encoding.address(text)));
    }
  }

  private String take() {
    StringBuilder text = new StringBuilder();
    value.forEach(part -> text.append(part instanceof Literal(var literal) ? literal : ""));
    value.clear();
    return text.toString();
  }

  private void endParameter() {
    if (name != null) {
      query.add(new UrlPlan.Parameter(name, new Template(List.copyOf(value))));
      value.clear();
      name = null;
    } else if (!value.isEmpty()) {
      query.add(new UrlPlan.Parameter(take(), null));
    }
  }
}
