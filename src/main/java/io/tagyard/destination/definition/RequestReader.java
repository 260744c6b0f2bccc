package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.destination.expression.Expression;
import io.tagyard.destination.expression.Grammar;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Presence;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.Template;
import io.tagyard.destination.expression.Vocabulary;
import io.tagyard.diagnostic.Field;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code request} of a definition: one, or a list of which the first that fits is used.
 */
final class RequestReader {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private final Vocabulary vocabulary;
  private final Map<String, Setting> settings;
  private final Set<String> schemes;
  private final Problems problems;
  private final List<RequestPlan> plans = new ArrayList<>();
  private final Map<String, TemplateUse> uses = new HashMap<>();
  private final Set<Path> seen = new LinkedHashSet<>();

  RequestReader(
      Vocabulary vocabulary,
      Map<String, Setting> settings,
      Set<String> schemes,
      Problems problems) {
    this.settings = settings;
    this.schemes = schemes;
    this.vocabulary = vocabulary.of(Root.OF_A_REQUEST);
    this.problems = problems;
  }

  List<RequestPlan> plans() {
    return List.copyOf(plans);
  }

  /** How each template setting is used; one that is not here is a text. */
  Map<String, TemplateUse> uses() {
    return Map.copyOf(uses);
  }

  Set<Path> seen() {
    return seen;
  }

  void read(List<Placed<Reading>> entries) {
    entries.forEach(entry -> entry(entry.value()));
  }

  private void entry(Reading reading) {
    Grammar outside = new Grammar(vocabulary, problems);
    Optional<Presence> when = reading.get(RequestForm.IF).flatMap(outside::presence);
    Grammar batching = new Grammar(vocabulary, problems);
    List<Expression> batchBy =
        reading.get(RequestForm.BATCH_BY, List.of()).stream()
            .flatMap(each -> batching.expression(each.value()).stream())
            .toList();
    Grammar head = new Grammar(vocabulary, problems);
    Address address = address(reading, head);
    Shape method = method(reading, head);
    Shape whole = shape(reading, RequestForm.PATH, head);
    Shape path = whole == null ? null : Segments.encoded(whole);
    Shape query = fields(reading, RequestForm.QUERY, head);
    Shape headers = fields(reading, RequestForm.HEADERS, head);
    RequestPlan.@Nullable Basic basic =
        reading.get(RequestForm.AUTHENTICATION).map(auth -> basic(auth, head)).orElse(null);
    Grammar body = Grammar.ofPayload(vocabulary, problems);
    Payload payload = payload(reading, body);
    List<Shape.EachOfBatch> batches = Batches.in(payload);
    Batches.check(reading, batches, head, batching, vocabulary, problems);
    seen(outside, batching, head, body);
    boolean ofAttempt = seen.stream().anyMatch(read -> read.root() == Root.ATTEMPT);
    plans.add(
        new RequestPlan(
            plans.size(),
            events(reading),
            when.orElse(null),
            method != null ? method : usual(payload),
            address.plan(),
            address.setting(),
            path,
            query,
            headers,
            basic,
            payload,
            batches.isEmpty() ? null : batches.getFirst(),
            batchBy,
            ofAttempt,
            body.seen().stream().anyMatch(read -> read.root() == Root.ATTEMPT),
            head.seen().stream().allMatch(read -> read.root() == Root.SETTINGS)));
  }

  private void seen(Grammar... grammars) {
    for (Grammar grammar : grammars) {
      seen.addAll(grammar.seen());
    }
  }

  private static Set<String> events(Reading reading) {
    return reading.get(RequestForm.FOR, List.of()).stream()
        .map(Placed::value)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Shape usual(Payload payload) {
    String word = payload instanceof Payload.Nothing ? "GET" : "POST";
    return new Shape.Constant(TextNode.valueOf(word));
  }

  private record Address(@Nullable UrlPlan plan, @Nullable String setting) {}

  private Address address(Reading reading, Grammar grammar) {
    YamlNode node = reading.get(RequestForm.URL).orElse(null);
    if (!(node instanceof Scalar scalar)) {
      if (node != null) {
        problems.error("wrong-type", node.place(), "found " + node.kind() + " (expected: a text)");
      }
      return new Address(null, null);
    }
    String setting = templateSetting(scalar);
    if (setting != null) {
      uses.put(setting, TemplateUse.ADDRESS);
      grammar.template(scalar);
      return new Address(null, setting);
    }
    return new Address(UrlReader.read(scalar, grammar, schemes, settings).orElse(null), null);
  }

  /** The template setting that this text is, whole; null when it is something else. */
  private @Nullable String templateSetting(YamlNode node) {
    if (!(node instanceof Scalar scalar) || !scalar.text().contains("${settings.")) {
      return null;
    }
    Grammar quiet = new Grammar(vocabulary, new Problems());
    Expression single = quiet.template(scalar).map(Template::single).orElse(null);
    return quiet.templateSetting(single);
  }

  private static @Nullable Shape shape(Reading reading, Field<YamlNode> field, Grammar grammar) {
    return reading.get(field).flatMap(grammar::shape).orElse(null);
  }

  private @Nullable Shape method(Reading reading, Grammar grammar) {
    Shape method = shape(reading, RequestForm.METHOD, grammar);
    if (method instanceof Shape.Constant(var word) && !METHODS.contains(word.asText())) {
      problems.error(
          "wrong-choice",
          reading.place(RequestForm.METHOD),
          "\"" + word.asText() + "\" is none of the allowed words",
          word.asText(),
          METHODS);
    }
    return method;
  }

  private @Nullable Shape fields(Reading reading, Field<YamlNode> field, Grammar grammar) {
    YamlNode node = reading.get(field).orElse(null);
    if (node == null) {
      return null;
    }
    if (field == RequestForm.HEADERS) {
      HeaderNames.check(node, problems);
    }
    use(node, field == RequestForm.HEADERS ? TemplateUse.HEADERS : TemplateUse.FIELDS);
    Shape fields = grammar.fields(node).orElse(null);
    if (field == RequestForm.HEADERS && fields != null) {
      HeaderNames.written(fields, node, problems);
    }
    return fields;
  }

  private void use(YamlNode node, TemplateUse use) {
    String setting = templateSetting(node);
    if (setting != null) {
      uses.putIfAbsent(setting, use);
    }
  }

  private RequestPlan.@Nullable Basic basic(Reading auth, Grammar grammar) {
    YamlNode pair = auth.get(RequestForm.BASIC).orElse(null);
    if (pair instanceof Listing(var items, var place)
        && items.size() == 2
        && items.get(0) instanceof Scalar name
        && items.get(1) instanceof Scalar password) {
      Template first = grammar.template(name).orElse(null);
      Template second = grammar.template(password).orElse(null);
      return first == null || second == null ? null : new RequestPlan.Basic(first, second);
    }
    problems.error("wrong-type", auth.place(RequestForm.BASIC), "basic takes a list of two texts");
    return null;
  }

  private Payload payload(Reading reading, Grammar grammar) {
    List<Field<YamlNode>> there =
        List.of(RequestForm.BODY, RequestForm.FORM, RequestForm.TEXT).stream()
            .filter(reading::has)
            .toList();
    if (there.isEmpty()) {
      return new Payload.Nothing();
    }
    if (there.size() > 1) {
      problems.error(
          "two-bodies", reading.keyPlace(there.get(1)), "a request has one of body, form and text");
    }
    Field<YamlNode> field = there.getFirst();
    YamlNode node = reading.get(field).orElseThrow();
    if (field == RequestForm.FORM) {
      use(node, TemplateUse.FIELDS);
      return grammar.fields(node).<Payload>map(Payload.Form::new).orElseGet(Payload.Nothing::new);
    }
    if (field == RequestForm.BODY) {
      use(node, TemplateUse.JSON);
      return grammar.shape(node).<Payload>map(Payload.Json::new).orElseGet(Payload.Nothing::new);
    }
    return grammar.shape(node).<Payload>map(Payload.Text::new).orElseGet(Payload.Nothing::new);
  }
}
