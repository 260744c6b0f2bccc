package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Definition;
import io.tagyard.destination.Leg;
import io.tagyard.destination.adapter.Adapter;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Facts;
import io.tagyard.destination.expression.Lines;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.TimeNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.DigestNode;
import io.tagyard.event.Digests;
import io.tagyard.event.Flags;
import io.tagyard.event.Purpose;
import io.tagyard.event.SafeEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a leg offers to expressions, after consent has closed what it closes. */
public final class EventFacts implements Facts {
  private static final Path ITEMS = Path.of("order.items");
  private static final Path SUBTOTAL = Path.of("order.subtotal");
  private final Leg leg;
  private final Definition definition;
  private final Settings settings;
  private final Set<String> identities;
  private final Adapter adapter;
  private final @Nullable String acceptedAs;
  private final Attempt attempt;
  private final BatchName batch;
  private final boolean allOpen;
  private final VisibleEvent visible;
  private @Nullable JsonNode adapterValues;
  private @Nullable Optional<Lines> lines;

  /**
   * The facts of one leg; {@code attempt} is made up while there is none yet.
   *
   * @param identities variants that are read here: an event may have others, for its other
   *     destinations, and {@code identity.email} alone asks for one that can be sent
   * @param batch of the events that leave with it
   */
  public EventFacts(
      Leg leg,
      Definition definition,
      Settings settings,
      Set<String> identities,
      Adapter adapter,
      @Nullable String acceptedAs,
      Attempt attempt,
      BatchName batch) {
    this.leg = leg;
    this.definition = definition;
    this.settings = settings;
    this.identities = identities;
    this.adapter = adapter;
    this.acceptedAs = acceptedAs;
    this.attempt = attempt;
    this.batch = batch;
    this.allOpen = leg.withheld().isEmpty();
    this.visible = new VisibleEvent(leg.event(), definition.rawFields(), open("identity"));
  }

  /** The same leg at this attempt, with these events. */
  public EventFacts at(Attempt other, BatchName together) {
    EventFacts later =
        new EventFacts(leg, definition, settings, identities, adapter, acceptedAs, other, together);
    later.lines = lines;
    return later;
  }

  /** The leg itself. */
  public Leg leg() {
    return leg;
  }

  private boolean open(String part) {
    if (allOpen) {
      return true;
    }
    Purpose gate = definition.gatedParts().get(part);
    return gate == null || !leg.withheld().contains(gate);
  }

  @Override
  public @Nullable JsonNode find(Path path) {
    Root root = path.root();
    if (!open(root.word())) {
      return null;
    }
    SafeEvent event = leg.event().safe();
    List<String> steps = path.steps();
    return switch (root) {
      case ID -> TextNode.valueOf(event.id());
      case NAME -> TextNode.valueOf(event.name());
      case TIME -> time(event);
      case SOURCE -> TextNode.valueOf(event.source());
      case CHANNEL -> TextNode.valueOf(event.channel());
      case ORDER -> order(event, path);
      case EVENT -> Evaluation.walk(visible.whole(this::open), steps);
      case IDENTITY -> identity(event.digests(), path);
      case CONSENT -> steps.isEmpty() ? null : consent(event.consent(), steps.getFirst());
      case ACCEPTED_AS -> acceptedAs == null ? null : TextNode.valueOf(acceptedAs);
      case SETTINGS -> Evaluation.walk(settings.values(), steps);
      case STATE -> Evaluation.walk(leg.state(), steps);
      case ADAPTER -> Evaluation.walk(adapterValues(), steps);
      case ROUTE -> TextNode.valueOf(leg.route());
      case ATTEMPT -> attempt(path.rest());
      case PAGE, USER, DEVICE, CLICK_IDS, CLICK, COOKIES, PARTNER, PROPERTIES -> visible.at(path);
      case ITEM, KEY, VALUE, INDEX, INDEX0, BODY, HEADERS, STATUS, TEXT -> null;
    };
  }

  private static JsonNode time(SafeEvent event) {
    JsonNode sent = event.body().path("time");
    boolean asSent = sent.isTextual() && !event.is(Flags.TIME_AHEAD);
    String text = asSent ? sent.textValue() : event.time().toString();
    return new TimeNode(text, event.time());
  }

  private @Nullable JsonNode order(SafeEvent event, Path path) {
    JsonNode sent = visible.at(path);
    if (sent != null || path.steps().isEmpty()) {
      return sent;
    }
    return switch (path.steps().getFirst()) {
      case "subtotal" -> event.subtotal() == null ? null : DecimalNode.valueOf(event.subtotal());
      case "net_items" ->
          Evaluation.walk(
              lines().map(Lines::byPiece).orElse(null),
              path.steps().subList(1, path.steps().size()));
      default -> null;
    };
  }

  @Override
  public @Nullable JsonNode net(JsonNode item, int index) {
    return lines().map(each -> each.net(item, index)).orElse(null);
  }

  /** Reckoned once, where a definition asks for it. */
  private Optional<Lines> lines() {
    if (lines == null) {
      lines = Optional.ofNullable(Lines.of(find(ITEMS), find(SUBTOTAL), currency(Root.ORDER)));
    }
    return lines;
  }

  private @Nullable JsonNode identity(Digests digests, Path path) {
    if (path.steps().isEmpty()) {
      return null;
    }
    String digest = digests.byVariant().get(path.rest());
    if (digest != null) {
      return new DigestNode(digest);
    }
    return path.steps().size() == 1 && anyRead(digests, path.rest()) ? BooleanNode.TRUE : null;
  }

  private boolean anyRead(Digests digests, String kind) {
    for (String variant : digests.byVariant().keySet()) {
      if (Digests.isOf(variant, kind) && identities.contains(variant)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable JsonNode consent(ConsentRecord consent, String member) {
    String text =
        switch (member) {
          case "regime" -> consent.regime().toString();
          case "country" -> consent.country();
          case "subdivision" -> consent.subdivision();
          case "restricted", "gpc", "limited_data_use" -> null;
          default -> said(consent, member);
        };
    return switch (member) {
      case "restricted" -> BooleanNode.valueOf(leg.restricted());
      case "gpc" -> BooleanNode.valueOf(consent.gpc());
      case "limited_data_use" -> BooleanNode.valueOf(consent.limitedDataUse());
      default -> text == null ? null : TextNode.valueOf(text);
    };
  }

  private static @Nullable String said(ConsentRecord consent, String member) {
    Optional<Purpose> purpose = Purpose.of(member);
    if (purpose.isPresent()) {
      // ad_user_data is a purpose and one of Google's signals: what was resolved counts
      return purpose.flatMap(consent::about).map(Object::toString).orElse(null);
    }
    String asSent = consent.asSent().get(member);
    return asSent != null ? asSent : consent.strings().get(member);
  }

  private JsonNode adapterValues() {
    JsonNode values = adapterValues;
    if (values == null) {
      values = adapter.values(this);
      adapterValues = values;
    }
    return values;
  }

  private @Nullable JsonNode attempt(String member) {
    return switch (member) {
      case "at" -> new TimeNode(attempt.at().toString(), attempt.at());
      case "number" -> IntNode.valueOf(attempt.number());
      case "batch" -> TextNode.valueOf(batch.text());
      default -> null;
    };
  }

  @Override
  public @Nullable String currency(Root root) {
    JsonNode ofState = leg.state() == null ? null : leg.state().get("currency");
    if (root == Root.STATE && ofState != null && ofState.isTextual()) {
      return ofState.textValue();
    }
    JsonNode currency = leg.event().safe().body().path("order").path("currency");
    return currency.isTextual() ? currency.textValue() : null;
  }

  @Override
  public @Nullable Shape template(String setting) {
    return settings.templates().get(setting);
  }
}
