package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.privacy.PrivacyPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What leaves is what the platform documents, for a hundred events and not only for the ones that
 * somebody thought of. The schemas are written from the platforms' pages, not from the definitions;
 * a folder more in {@code destinations} needs a schema more.
 */
class PlatformSchemasTest {
  private static final Path SCHEMAS = Path.of("src/test/resources/platforms");
  private static final Attempt ATTEMPT = new Attempt(Instant.parse("2026-11-20T10:00:05Z"), 1);
  private static final List<ObjectNode> EVENTS =
      Stream.of(SeededEvents.all(), SeededOrders.all(), SeededOddities.all())
          .flatMap(List::stream)
          .toList();

  /** So many requests at least, else a test would hold because nothing is sent. */
  private static final int SENT_MIN = 10;

  @TestFactory
  Stream<DynamicTest> everyRequestIsWhatThePlatformDocuments() {
    return Kit.catalogue().all().stream()
        .map(it -> DynamicTest.dynamicTest(it.name(), () -> holds(it)));
  }

  private static void holds(InstalledDestination it) throws IOException {
    Path file = SCHEMAS.resolve(it.name() + ".schema.json");
    assertThat(file).as("what the platform takes, from its pages").isRegularFile();
    Schema schema = schema(Files.readString(file));
    int sent = 0;
    for (Destination destination : connections(it)) {
      for (List<Prepared.Element> batch : batches(destination)) {
        ObjectNode request = document(destination.pack(batch, ATTEMPT));
        List<Error> faults = schema.validate(request);
        assertThat(faults).as(request.toPrettyString()).isEmpty();
        sent++;
      }
    }
    assertThat(sent).as("requests").isGreaterThanOrEqualTo(SENT_MIN);
  }

  private static Schema schema(String text) {
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
        .getSchema(text);
  }

  /** One connection for each way in which the examples set it up. */
  private static List<Destination> connections(InstalledDestination it) {
    Map<String, Optional<Mapping>> settings = new LinkedHashMap<>();
    it.examples()
        .forEach(example ->
            settings.put(
                example.settings().map(PlatformSchemasTest::text).orElse(""), example.settings()));
    return settings.values().stream().map(each -> Kit.connect(it, each)).toList();
  }

  /** The same text for the same settings, wherever they stand. */
  private static String text(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar.text();
      case Listing listing ->
          listing.items().stream().map(PlatformSchemasTest::text).toList().toString();
      case Mapping mapping ->
          mapping.members().values().stream()
              .map(member -> member.key() + "=" + text(member.value()))
              .toList()
              .toString();
    };
  }

  /** Each event alone, and then as many together as go into one request. */
  private static List<List<Prepared.Element>> batches(Destination destination) {
    List<List<Prepared.Element>> alone = new ArrayList<>();
    Map<String, List<Prepared.Element>> together = new LinkedHashMap<>();
    for (ObjectNode event : EVENTS) {
      Prepared prepared = prepared(destination, event);
      if (prepared instanceof Prepared.Element element) {
        alone.add(List.of(element));
        together.computeIfAbsent(element.batchKey(), key -> new ArrayList<>()).add(element);
      }
    }
    int limit = destination.definition().limits().batch();
    together.values().stream()
        .map(elements -> elements.subList(0, Math.min(limit, elements.size())))
        .forEach(alone::add);
    return alone;
  }

  private static Prepared prepared(Destination destination, ObjectNode event) {
    Pipeline.Result result =
        Pipeline.run(event, destination, "other", List.copyOf(PrivacyPolicy.RETAINABLE));
    if (!result.goes()) {
      return new Prepared.Withheld(result.decision().reason(), result.decision().sentence());
    }
    Definition definition = destination.definition();
    boolean correction = definition.corrects().contains(event.path("name").asText());
    return destination.prepare(
        result.leg(
            definition,
            correction
                ? Optional.of(SeededOrders.stateOf(event, saleAcceptedAs(destination, event)))
                : Optional.empty()));
  }

  /** The destination's word for the sale that this event corrects. */
  private static String saleAcceptedAs(Destination destination, ObjectNode event) {
    ObjectNode sale = event.deepCopy().put("name", "purchase");
    return destination
        .acceptedAs(Pipeline.run(sale, destination, "other", List.of()).event())
        .orElse("purchase");
  }

  private static ObjectNode document(Outbound sent) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    URI uri = sent.uri();
    request.put("method", sent.method());
    request.put("url", uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath());
    if (uri.getRawQuery() != null) {
      request.set("query", parameters(uri.getRawQuery()));
    }
    ObjectNode headers = request.putObject("headers");
    sent.headers()
        .forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.value()));
    String type = headers.path("content-type").asText();
    if (type.startsWith("application/json") || type.endsWith("+json")) {
      JsonNode body = Kit.json(sent.body());
      request.set("body", body);
    } else if (type.startsWith("application/x-www-form-urlencoded")) {
      request.set("form", parameters(Kit.text(sent.body())));
    } else if (sent.body().length > 0) {
      request.put("text", Kit.text(sent.body()));
    }
    return request;
  }

  private static ObjectNode parameters(String text) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters.put(
          URLDecoder.decode(name, StandardCharsets.UTF_8),
          URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return parameters;
  }
}
