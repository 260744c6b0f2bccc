package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tagyard.destination.Outbound.Header;
import io.tagyard.destination.expression.Encoding;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.Template;
import io.tagyard.destination.expression.Values;
import io.tagyard.event.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes requests from a plan and the facts of a leg. Thread-safe. */
public final class Renderer {
  private static final Pattern HOST = Pattern.compile("https?://[^/?#]*", Pattern.CASE_INSENSITIVE);
  private static final byte[] NO_BODY = new byte[0];

  private final Settings settings;
  private final String endpoint;
  private final ConcurrentHashMap<Integer, Head> heads = new ConcurrentHashMap<>();

  /**
   * A renderer of these settings.
   *
   * @param endpoint scheme, host and port instead of the platform's; empty = the platform's
   */
  public Renderer(Settings settings, String endpoint) {
    this.settings = settings;
    this.endpoint = endpoint;
  }

  /**
   * Everything of a request but its body.
   *
   * @param host and port
   * @param unsafe what in it may not be sent, as a sentence; null = all may
   */
  public record Head(
      String method, URI uri, List<Header> headers, String host, @Nullable String unsafe) {}

  /** Method, address and headers; what is missing is noted in the evaluation. */
  public Head head(RequestPlan plan, @Nullable CompiledOverlay overlay, Evaluation evaluation) {
    // a template setting may read the event although the plan does not
    boolean same = plan.sameHead() && overlay == null && settings.paths().isEmpty();
    Head known = same ? heads.get(plan.number()) : null;
    if (known != null) {
      return known;
    }
    Head head = made(plan, overlay, evaluation);
    if (same && evaluation.missing() == null) {
      heads.put(plan.number(), head);
    }
    return head;
  }

  /** Scheme, host and port of these requests, where no event decides about them. */
  public Set<URI> addresses(List<RequestPlan> plans) {
    Set<URI> addresses = new LinkedHashSet<>();
    for (RequestPlan plan : plans) {
      UrlPlan url = plan.urlSetting() == null ? plan.url() : settings.urls().get(plan.urlSetting());
      Matcher start = HOST.matcher(url == null ? "" : start(url));
      if (start.lookingAt()) {
        addresses.add(URI.create(endpoint.isEmpty() ? start.group() : endpoint));
      }
    }
    return addresses;
  }

  private String start(UrlPlan url) {
    JsonNode host =
        url.setting() == null
            ? null
            : url.setting().evaluate(new Evaluation(new SettingFacts(settings.values())));
    return host == null ? url.base() : url.base() + Values.text(host);
  }

  private Head made(RequestPlan plan, @Nullable CompiledOverlay overlay, Evaluation evaluation) {
    JsonNode method = plan.method().evaluate(evaluation);
    String word = method == null ? "POST" : Values.text(method).toUpperCase(Locale.ROOT);
    URI uri = uri(plan, overlay, evaluation);
    List<Header> headers = headers(plan, overlay, evaluation);
    return new Head(word, uri, headers, host(uri), unsafe(uri, headers));
  }

  private URI uri(RequestPlan plan, @Nullable CompiledOverlay overlay, Evaluation evaluation) {
    UrlPlan url = plan.urlSetting() == null ? plan.url() : settings.urls().get(plan.urlSetting());
    if (url == null) {
      throw new IllegalStateException("request " + plan.number() + ": no address");
    }
    StringBuilder text = new StringBuilder(url.upToQuery(evaluation));
    JsonNode segments = plan.path() == null ? null : plan.path().evaluate(evaluation);
    if (segments != null) {
      for (JsonNode segment : segments) {
        text.append('/').append(Values.text(segment));
      }
    }
    Fields query = query(url, plan, overlay, evaluation);
    if (!query.isEmpty()) {
      text.append('?').append(query);
    }
    Matcher host = HOST.matcher(text);
    if (!endpoint.isEmpty() && host.lookingAt()) {
      text.replace(0, host.end(), endpoint);
    }
    return URI.create(text.toString());
  }

  private static Fields query(
      UrlPlan url, RequestPlan plan, @Nullable CompiledOverlay overlay, Evaluation evaluation) {
    Fields query = new Fields();
    for (UrlPlan.Parameter parameter : url.query()) {
      Template template = parameter.value();
      String value = template == null ? null : template.text(evaluation, Encoding.PERCENT);
      if (template == null || value != null) {
        query.encoded(parameter.name(), value);
      }
    }
    query.addAll(plan.query() == null ? null : plan.query().evaluate(evaluation));
    if (overlay != null) {
      overlay.named("query", evaluation).forEachEntry(query::put);
    }
    return query;
  }

  private static List<Header> headers(
      RequestPlan plan, @Nullable CompiledOverlay overlay, Evaluation evaluation) {
    List<Header> headers = new ArrayList<>();
    JsonNode said = plan.headers() == null ? null : plan.headers().evaluate(evaluation);
    if (said != null) {
      said.forEachEntry(
          (name, value) -> headers.add(new Header(name, trimmed(Values.text(value)))));
    }
    RequestPlan.Basic basic = plan.basic();
    if (basic != null) {
      headers.add(new Header("Authorization", basic(basic, evaluation)));
    }
    if (overlay != null) {
      overlay
          .named("headers", evaluation)
          .forEachEntry((name, value) -> {
            headers.removeIf(header -> header.name().equalsIgnoreCase(name));
            headers.add(new Header(name, trimmed(Values.text(value))));
          });
    }
    String type = contentType(plan.payload());
    if (!type.isEmpty()
        && headers.stream().noneMatch(each -> each.name().equalsIgnoreCase("Content-Type"))) {
      headers.addFirst(new Header("Content-Type", type));
    }
    return List.copyOf(headers);
  }

  private static String basic(RequestPlan.Basic basic, Evaluation evaluation) {
    String name = basic.name().text(evaluation, Encoding.NONE);
    String password = basic.password().text(evaluation, Encoding.NONE);
    if (name == null || password == null) {
      evaluation.missed("auth.basic");
    }
    String pair =
        Objects.requireNonNullElse(name, "") + ":" + Objects.requireNonNullElse(password, "");
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String contentType(Payload payload) {
    return switch (payload) {
      case Payload.Nothing ignored -> "";
      case Payload.Json ignored -> "application/json";
      case Payload.Form ignored -> "application/x-www-form-urlencoded";
      case Payload.Text ignored -> "text/plain; charset=utf-8";
    };
  }

  /** The body of a request for one event. */
  public byte[] body(RequestPlan plan, @Nullable CompiledOverlay overlay, Evaluation evaluation) {
    return switch (plan.payload()) {
      case Payload.Nothing ignored -> NO_BODY;
      case Payload.Json(var shape) -> {
        JsonNode body = shape.evaluate(evaluation);
        JsonNode whole = body == null || overlay == null ? body : overlay.over(body, evaluation);
        yield whole == null ? NO_BODY : Json.write(whole);
      }
      case Payload.Form(var shape) -> {
        Fields form = new Fields();
        form.addAll(shape.evaluate(evaluation));
        if (overlay != null) {
          overlay.named("form", evaluation).forEachEntry(form::put);
        }
        yield form.toString().getBytes(StandardCharsets.UTF_8);
      }
      case Payload.Text(var shape) -> {
        JsonNode text = shape.evaluate(evaluation);
        yield text == null ? NO_BODY : Values.text(text).getBytes(StandardCharsets.UTF_8);
      }
    };
  }

  /** The element of one event in a batch; null when nothing is left of it. */
  public @Nullable Written element(
      Shape.EachOfBatch batch, @Nullable CompiledOverlay overlay, Evaluation evaluation) {
    JsonNode element = batch.as().evaluate(evaluation);
    if (element == null) {
      return null;
    }
    return Written.of(overlay == null ? element : overlay.over(element, evaluation));
  }

  /** The body of a request for these elements. */
  public byte[] body(RequestPlan plan, List<Written> elements, Evaluation evaluation) {
    ArrayNode batch = JsonNodeFactory.instance.arrayNode(elements.size());
    elements.forEach(element -> batch.add(element.node()));
    evaluation.batch(batch);
    return body(plan, (CompiledOverlay) null, evaluation);
  }

  /** Values that must be the same within a request, as one text. */
  public String key(
      RequestPlan plan, @Nullable CompiledOverlay overlay, Head head, Evaluation evaluation) {
    String same = plan.number() + " " + head.host();
    if (plan.batchBy().isEmpty() && overlay == null) {
      return same;
    }
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    plan.batchBy().forEach(each -> values.add(each.evaluate(evaluation)));
    if (overlay != null) {
      values.add(overlay.named("query", evaluation));
      values.add(overlay.named("headers", evaluation));
    }
    return same + " " + values;
  }

  private static String host(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private static @Nullable String unsafe(URI uri, List<Header> headers) {
    if (SafePath.climbs(uri.toString())) {
      return "a segment of the path comes out as . or ..";
    }
    for (Header header : headers) {
      boolean control = header.value().chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
      if (control) {
        return "the value of the header " + header.name() + " has a control character";
      }
    }
    return null;
  }

  /** Blanks and tabs around a header's value are not part of it (RFC 9110, 5.5). */
  private static String trimmed(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isBlank(value.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
