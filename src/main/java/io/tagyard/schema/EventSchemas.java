package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import io.tagyard.diagnostic.Nearest;
import io.tagyard.event.ConsentSent;
import io.tagyard.event.Fault;
import io.tagyard.event.Flags;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.ValidEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of event schemas: one per name, tightened by a workspace's own. Immutable, compiled
 * once, thread-safe. Judges JSON; a verdict never depends on what was judged before.
 */
public final class EventSchemas {
  private static final int ID_MAX = 128;
  private static final int DROPPING_ROUNDS = 3;
  private static final EventSchemas BUILT_IN = compile();

  private final Judged anyEvent;

  /** Of the names whose schema says more than the common one; compiling all costs start-up time. */
  private final Map<String, Judged> own;

  private final Map<String, Schema> tightened;
  private final Shape shape;
  private final Sentences sentences;

  /** A schema of the catalogue; the quick check is asked first, and only its no costs time. */
  private record Judged(QuickYes.Check quick, Schema schema) {
    static Judged of(SchemaRegistry registry, String location, JsonNode defs) {
      return new Judged(
          QuickYes.of(Catalogue.json(location), defs), Catalogue.own(registry, location));
    }
  }

  private EventSchemas(
      Judged anyEvent, Map<String, Judged> own, Map<String, Schema> tightened, Shape shape) {
    this.anyEvent = anyEvent;
    this.own = own;
    this.tightened = tightened;
    this.shape = shape;
    this.sentences = new Sentences(shape);
  }

  /** The schemas that come with the gateway. */
  public static EventSchemas builtIn() {
    return BUILT_IN;
  }

  /**
   * These schemas and a workspace's: an event satisfies both.
   *
   * @param workspaceSchemas by event name; each without {@link #problems}
   */
  public EventSchemas with(Map<String, JsonNode> workspaceSchemas) {
    SchemaRegistry registry = Catalogue.workspaceRegistry();
    Map<String, Schema> compiled = new HashMap<>();
    workspaceSchemas.forEach(
        (name, document) -> compiled.put(name, WorkspaceSchema.compile(registry, document)));
    return new EventSchemas(anyEvent, own, Map.copyOf(compiled), shape);
  }

  /**
   * What keeps a text from being a workspace's schema for this event, as sentences; empty = {@link
   * #with} takes it.
   */
  public static List<String> problems(String eventName, byte[] text) {
    return WorkspaceSchema.problems(eventName, text);
  }

  /** Every member that an event can have, such as {@code order.items[].id}; sorted. */
  public List<String> paths() {
    return shape.paths("").sorted().toList();
  }

  /** Judges one event, with all faults at once. */
  public Verdict judge(InboundEvent inbound) {
    if (!(inbound.content() instanceof ObjectNode content)) {
      Findings whole = new Findings();
      whole.fault("", "the event is " + Kinds.of(inbound.content()), "a JSON object");
      return new Verdict.Invalid(whole.faults(), null, null);
    }
    Findings findings = new Findings();
    Pruner pruner = new Pruner(findings);
    ObjectNode body = pruner.whole(content, shape);
    if (pruner.tooMuch()) {
      return new Verdict.Invalid(findings.faults(), usableId(content.path("id")), null);
    }
    Arrival.stamp(body, inbound.sender());
    ConsentSent consent = ConsentSent.of(content);
    ConsentWords.close(body, consent, findings);
    String name = name(body.path("name"), findings);
    Instant time = Times.judge(body.path("time"), inbound, findings);
    Money.judge(body, name, findings);
    recognisable(body.path("id"), "id", findings);
    recognisable(body.path("order").path("id"), "order.id", findings);
    body = fitting(name, body, findings);
    if (!findings.valid()) {
      return new Verdict.Invalid(findings.faults(), usableId(body.path("id")), name);
    }
    return new Verdict.Valid(
        valid(inbound, body, name == null ? "" : name, time, consent, findings));
  }

  /** The body without what is wrong in it and required by nobody; the rest of it is faults. */
  private ObjectNode fitting(@Nullable String name, ObjectNode body, Findings findings) {
    Findings first = new Findings();
    validate(name, body, first);
    ObjectNode left = body;
    Findings found = first;
    for (int round = 0; !found.valid() && round < DROPPING_ROUNDS; round++) {
      for (Fault fault : found.faults()) {
        ObjectNode less = Dropping.may(fault, left) ? Dropping.without(left, fault.path()) : left;
        if (less == left) {
          first.faults().forEach(findings::fault); // required, or not to be guessed: all of them
          return body;
        }
        left = less;
      }
      found = new Findings();
      validate(name, left, found);
    }
    (found.valid() ? List.<Fault>of() : first.faults()).forEach(findings::fault);
    if (found.valid()) {
      first.faults().forEach(fault -> findings.drop(fault.path(), fault.message()));
    }
    return left;
  }

  private void validate(@Nullable String name, ObjectNode body, Findings findings) {
    Judged judged = name == null ? anyEvent : own.getOrDefault(name, anyEvent);
    if (!judged.quick().holds(body)) {
      judged
          .schema()
          .validate(body)
          .forEach(error -> sentences.add(error, name == null ? "" : name, findings));
    }
    Schema tighter = name == null ? null : tightened.get(name);
    if (tighter != null) {
      tighter.validate(body).forEach(error -> sentences.addTheirs(error, findings));
    }
  }

  private static ValidEvent valid(
      InboundEvent inbound,
      ObjectNode body,
      String name,
      Instant time,
      ConsentSent consent,
      Findings findings) {
    String id = body.path("id").asText("");
    if (id.isEmpty()) {
      id = Uuid7.at(inbound.receivedAt());
      findings.flag(Flags.ID_GENERATED);
    }
    BigDecimal subtotal = Money.subtotal(body.path("order"));
    if (subtotal != null) {
      findings.flag(Flags.SUBTOTAL_DERIVED);
    }
    LineSum.judge(body.path("order"), subtotal, findings);
    if (inbound.test()) {
      findings.flag(Flags.TEST);
    }
    return new ValidEvent(
        inbound.sender(),
        id,
        name,
        time,
        Arrival.channel(body, inbound.sender()),
        inbound.receivedAt(),
        findings.flags(),
        body,
        subtotal,
        findings.ignored(),
        findings.warnings(),
        consent);
  }

  private static @Nullable String name(JsonNode name, Findings findings) {
    if (name.isMissingNode()) {
      findings.fault("name", "missing", "the name of an event, for example purchase");
      return null;
    }
    if (!name.isTextual() || Taxonomy.NAMES.contains(name.textValue())) {
      return name.isTextual() ? name.textValue() : null;
    }
    String guess =
        name.textValue().length() > 64
            ? ""
            : Nearest.of(name.textValue(), Taxonomy.NAMES)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    findings.fault(
        "name",
        Kinds.of("name", name) + " is no event of the catalogue" + guess,
        String.join(", ", Taxonomy.NAMES));
    return null;
  }

  /**
   * What events and orders are found by is text that survives being written: half a surrogate pair
   * does not, and control characters come in two blocks.
   */
  private static void recognisable(JsonNode id, String path, Findings findings) {
    if (id.isTextual() && !isPlain(id.textValue())) {
      findings.fault(
          path,
          "a text with control characters or broken ones",
          "a text of 1 to 128 characters without control characters");
    }
  }

  private static boolean isPlain(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  private static @Nullable String usableId(JsonNode id) {
    return id.isTextual()
            && !id.textValue().isEmpty()
            && id.textValue().codePointCount(0, id.textValue().length()) <= ID_MAX
            && isPlain(id.textValue())
        ? id.textValue()
        : null;
  }

  private static EventSchemas compile() {
    SchemaRegistry registry = Catalogue.ownRegistry();
    JsonNode defs = Catalogue.common().path("$defs");
    Map<String, Judged> own = new HashMap<>();
    for (String name : Taxonomy.NAMES) {
      if (Catalogue.saysMoreThanItsName(name)) {
        own.put(name, Judged.of(registry, Catalogue.location(name), defs));
      }
    }
    return new EventSchemas(
        Judged.of(registry, Catalogue.COMMON, defs),
        Map.copyOf(own),
        Map.of(),
        Shape.of(defs.path("event"), defs));
  }
}
