package io.tagyard.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.adapter.Adapter;
import io.tagyard.destination.definition.Answers;
import io.tagyard.destination.definition.BatchName;
import io.tagyard.destination.definition.Blueprint;
import io.tagyard.destination.definition.CompiledOverlay;
import io.tagyard.destination.definition.Currencies;
import io.tagyard.destination.definition.EventFacts;
import io.tagyard.destination.definition.Renderer;
import io.tagyard.destination.definition.Renderer.Head;
import io.tagyard.destination.definition.RequestPlan;
import io.tagyard.destination.definition.Settings;
import io.tagyard.destination.definition.Written;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Presence;
import io.tagyard.destination.expression.Root;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A destination that is said in YAML, bound to one connection's settings. */
final class BoundDestination implements Destination {
  /** Stands for the try while there is none: what depends on it is written when it is known. */
  private static final Attempt BEFORE_ANY = new Attempt(Instant.EPOCH, 1);

  private final Blueprint blueprint;
  private final Definition definition;
  private final Settings settings;
  private final Set<String> digestVariants;
  private final Answers answers;
  private final Adapter adapter;
  private final Renderer renderer;
  private final Masking masking;

  BoundDestination(
      Blueprint blueprint,
      Definition definition,
      Settings settings,
      Answers answers,
      Adapter adapter,
      String endpoint) {
    this.blueprint = blueprint;
    this.definition = definition;
    this.settings = settings;
    this.digestVariants = Set.copyOf(blueprint.digestVariants(settings));
    this.answers = answers;
    this.adapter = adapter;
    this.renderer = new Renderer(settings, endpoint);
    this.masking = new Masking(settings.secrets());
  }

  /** What a leg is while it waits to be packed. */
  private record Parcel(
      RequestPlan plan,
      EventFacts facts,
      @Nullable CompiledOverlay overlay,
      Head head,
      @Nullable Written element,
      byte[] body) {
    @Override
    public String toString() {
      return "request " + plan.number();
    }
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public Set<String> digestVariants() {
    return digestVariants;
  }

  @Override
  public Set<String> usesRaw() {
    return blueprint.usesRaw(settings);
  }

  @Override
  public Optional<Overlay> overlay(Mapping map, Problems problems) {
    return CompiledOverlay.read(map, blueprint, settings.values(), problems)
        .map(Overlay.class::cast);
  }

  @Override
  public Optional<String> acceptedAs(OpenEvent event) {
    return acceptedAs(facts(new Leg(event, "", false, Set.of(), null, null), null));
  }

  private Optional<String> acceptedAs(EventFacts facts) {
    String name = facts.leg().event().safe().name();
    return blueprint.accepts().word(name, new Evaluation(facts));
  }

  private EventFacts facts(Leg leg, @Nullable String acceptedAs) {
    BatchName alone = new BatchName(List.of(leg.event().safe().id()));
    return new EventFacts(
        leg, definition, settings, readBy(leg), adapter, acceptedAs, BEFORE_ANY, alone);
  }

  /** Also what the target's map reads. */
  private Set<String> readBy(Leg leg) {
    Set<String> more = leg.overlay() == null ? Set.of() : leg.overlay().digestVariants();
    if (digestVariants.containsAll(more)) {
      return digestVariants;
    }
    Set<String> all = new HashSet<>(digestVariants);
    all.addAll(more);
    return all;
  }

  @Override
  public Prepared prepare(Leg leg) {
    String name = leg.event().safe().name();
    String accepted = acceptedAs(facts(leg, null)).orElse(null);
    if (accepted == null) {
      return new Prepared.Withheld(
          "event_not_accepted", definition.title() + " takes no " + name + lacking());
    }
    if (definition.corrects().contains(name) && leg.state() == null) {
      return new Prepared.Withheld(
          "no_original", "no earlier event of this order was accepted on this connection");
    }
    EventFacts facts = facts(leg, accepted);
    String currency = facts.currency(Root.ORDER);
    Currencies taken = blueprint.currencies();
    if (taken != null && !taken.take(currency)) {
      return new Prepared.Withheld(
          "currency_not_accepted",
          definition.title() + " takes " + taken + "; how it takes " + currency + " is not known");
    }
    String unmet = unmet(new Evaluation(facts));
    if (unmet != null) {
      return new Prepared.Withheld("missing_identifier", unmet);
    }
    RequestPlan plan = fitting(name, facts);
    return plan == null
        ? new Prepared.Withheld("missing_field", "no request of the definition fits this event")
        : element(plan, facts);
  }

  /** The settings that could have named the event. */
  private String lacking() {
    Set<String> settings = blueprint.accepts().settings();
    return settings.isEmpty()
        ? ""
        : "; the setting " + String.join(" or ", settings) + " does not name it";
  }

  private @Nullable String unmet(Evaluation evaluation) {
    for (Presence all : blueprint.requiresAll()) {
      if (!all.there(evaluation)) {
        return all + " is not in the event";
      }
    }
    for (Presence any : blueprint.requires()) {
      if (any.there(evaluation)) {
        return null;
      }
    }
    return blueprint.requires().isEmpty()
        ? null
        : "none of " + blueprint.requires() + " is in the event";
  }

  private @Nullable RequestPlan fitting(String event, EventFacts facts) {
    for (RequestPlan plan : blueprint.requests()) {
      boolean named = plan.events().isEmpty() || plan.events().contains(event);
      if (named && (plan.when() == null || plan.when().all(new Evaluation(facts)))) {
        return plan;
      }
    }
    return null;
  }

  private Prepared element(RequestPlan plan, EventFacts facts) {
    Evaluation evaluation = new Evaluation(facts);
    CompiledOverlay overlay =
        facts.leg().overlay() instanceof CompiledOverlay compiled ? compiled : null;
    Parcel parcel = parcel(plan, facts, overlay, evaluation);
    if (evaluation.missing() != null) {
      return new Prepared.Withheld("missing_field", evaluation.missing() + " is not in the event");
    }
    String unsafe = parcel.head().unsafe();
    if (unsafe != null) {
      return new Prepared.Withheld("unsafe_value", unsafe);
    }
    if (plan.batch() != null && parcel.element() == null) {
      return new Prepared.Withheld("missing_field", "nothing of the event is left to send");
    }
    return new Prepared.Element(
        facts.leg().event().safe().id(),
        key(
            plan,
            facts.leg().event().safe(),
            renderer.key(plan, overlay, parcel.head(), evaluation)),
        parcel.head().host(),
        parcel.element() == null ? parcel.body().length : parcel.element().bytes(),
        parcel);
  }

  /** Where some requests take many events, one that takes a single one travels alone. */
  private String key(RequestPlan plan, SafeEvent event, String ofRequest) {
    return plan.batch() == null && definition.limits().batch() > 1
        ? ofRequest + " " + event.name() + " " + event.id()
        : ofRequest;
  }

  private Parcel parcel(
      RequestPlan plan,
      EventFacts facts,
      @Nullable CompiledOverlay overlay,
      Evaluation evaluation) {
    Head head = renderer.head(plan, overlay, evaluation);
    return plan.batch() == null
        ? new Parcel(plan, facts, overlay, head, null, renderer.body(plan, overlay, evaluation))
        : new Parcel(
            plan,
            facts,
            overlay,
            head,
            renderer.element(plan.batch(), overlay, evaluation),
            new byte[0]);
  }

  @Override
  public List<String> warnings(Prepared.Element element) {
    return blueprint.warnings(((Parcel) element.content()).facts());
  }

  @Override
  public Outbound pack(List<Prepared.Element> elements, Attempt attempt) {
    if (!together(elements)) {
      throw new IllegalArgumentException(
          "elements: " + elements.size() + " (expected: at least one, all of one batch key)");
    }
    List<String> ids = elements.stream().map(Prepared.Element::eventId).toList();
    BatchName together = new BatchName(ids);
    List<Parcel> parcels = new ArrayList<>(elements.size());
    for (Prepared.Element element : elements) {
      parcels.add(at((Parcel) element.content(), parcels.isEmpty(), attempt, together));
    }
    Parcel first = parcels.getFirst();
    if (first.plan().batch() == null && parcels.size() > 1) {
      throw new IllegalArgumentException(
          "elements: " + elements.size() + " (expected: one; this request takes no batch)");
    }
    Outbound request =
        new Outbound(
            first.head().method(),
            first.head().uri(),
            first.head().headers(),
            body(parcels, attempt, together),
            definition.limits().timeout(),
            PersonalTexts.of(parcels.stream().map(each -> each.facts().leg().event()).toList()));
    return adapter.finish(request, ids, attempt);
  }

  private static boolean together(List<Prepared.Element> elements) {
    for (Prepared.Element element : elements) {
      if (!element.batchKey().equals(elements.getFirst().batchKey())) {
        return false;
      }
    }
    return !elements.isEmpty();
  }

  /** What belongs to the try is written once it is known; what is no event's own, by the first. */
  private Parcel at(Parcel parcel, boolean first, Attempt attempt, BatchName together) {
    boolean own = first || parcel.plan().elementOfAttempt() || parcel.overlay() != null;
    if (!parcel.plan().ofAttempt() || !own) {
      return parcel;
    }
    EventFacts facts = parcel.facts().at(attempt, together);
    return parcel(parcel.plan(), facts, parcel.overlay(), new Evaluation(facts));
  }

  private byte[] body(List<Parcel> parcels, Attempt attempt, BatchName together) {
    Parcel first = parcels.getFirst();
    if (first.plan().batch() == null) {
      return first.body();
    }
    List<Written> elements = new ArrayList<>();
    for (Parcel parcel : parcels) {
      if (parcel.element() != null) {
        elements.add(parcel.element());
      }
    }
    Evaluation evaluation = new Evaluation(first.facts().at(attempt, together));
    return renderer.body(first.plan(), elements, evaluation);
  }

  @Override
  public Verdict judge(Answer answer, int elements) {
    return answers.judge(answer, elements, settings.values(), this::mask);
  }

  @Override
  public Set<URI> addresses() {
    return renderer.addresses(blueprint.requests());
  }

  @Override
  public ObjectNode view(Outbound request) {
    return masking.request(request);
  }

  @Override
  public String mask(String text) {
    return masking.text(text);
  }

  @Override
  public String toString() {
    return definition.name();
  }
}
