package io.tagyard;

import static io.tagyard.event.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.event.Events;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Json;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.privacy.Digester;
import io.tagyard.privacy.Privacy;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.privacy.Redaction;
import io.tagyard.privacy.TinkSealer;
import io.tagyard.schema.EventSchemas;
import io.tagyard.schema.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Personal values are sent through every path of intake, and must not come out of any of them. */
class NothingLeaksTest {
  private static final List<String> PERSONAL =
      List.of(
          "quentin.vantongeren@example.org",
          "+49 170 5559871",
          "Quentinius",
          "Vantongeren",
          "1971-03-09",
          "Zuckerbergallee 77",
          "Ottobrunnhausen",
          "Oberpfalzland",
          "85521",
          "198.51.100.77",
          "QuentinBrowser/9.9");
  private static final String EVENT =
      "{'id':'evt_%d','name':'purchase','time':'2026-11-20T10:00:00Z','page':{'url':'https://s.example/?m=quentin.vantongeren@example.org&t=%%2B49%%20170%%205559871','referrer':'https://s.example/quentin.vantongeren%%40example.org'},"
          + "'user':{'id':'quentin.vantongeren@example.org','anonymous_id':'a1','email':'Quentin.Vantongeren@Example.org','phone':'+49 170 5559871','first_name':'Quentinius','last_name':'Vantongeren','gender':'m','date_of_birth':'1971-03-09',"
          + "'address':{'street':'Zuckerbergallee 77','city':'Ottobrunnhausen','region':'Oberpfalzland','postal_code':'85521','country':'DE'}},"
          + "'device':{'ip':'198.51.100.77','user_agent':'QuentinBrowser/9.9','language':'de'},"
          + "'order':{'id':'O-1','value':'10.00','currency':'EUR','coupon':'quentin.vantongeren@example.org','items':[{'id':'s','price':5,'quantity':2}]},"
          + "'consent':{'ad_storage':'granted'},'properties':{'mail':'quentin.vantongeren@example.org','call':'+49 170 5559871'},"
          + "'unknown':'Quentinius','more':{'quentin.vantongeren@example.org':'Vantongeren'}}";

  @TempDir Path folder;

  @Test
  void noRawValueLeavesIntake() throws Exception {
    Privacy privacy = new Privacy(TinkSealer.at(folder.resolve("keys.json")), count -> {});
    PrivacyPolicy policy =
        new PrivacyPolicy(
            "eea",
            Map.of("email", Duration.ofHours(1), "first_name", Duration.ofHours(2)),
            Digester.ALL);
    Random random = new Random(77);
    int valid = 0;
    int invalid = 0;
    for (int i = 0; i < 3_000; i++) {
      ObjectNode content = Events.json(EVENT.formatted(i));
      for (int broken = random.nextInt(4); broken > 0; broken--) {
        breakSomething(content, random);
      }
      InboundEvent inbound = new InboundEvent(sender(random), content, NOON, false);
      assertClean(inbound.toString());
      assertClean(text(Redaction.of(content)));
      switch (EventSchemas.builtIn().judge(inbound)) {
        case Verdict.Valid(var event) -> {
          valid++;
          SafeEvent safe = privacy.apply(event, policy);
          assertClean(event + " " + event.ignored() + " " + safe + " " + safe.flags());
          assertClean(safe.digests() + " " + safe.sealed() + " " + safe.consent());
          assertClean(text(safe.body()));
          safe.sealed()
              .forEach(sealed ->
                  assertClean(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1)));
        }
        case Verdict.Invalid(var faults, var id, var name) -> {
          invalid++;
          assertClean(faults + " " + id + " " + name);
        }
      }
    }
    assertThat(valid).isGreaterThan(300);
    assertThat(invalid).isGreaterThan(300);
  }

  /** A value of the wrong kind, or a personal text, somewhere. */
  private static void breakSomething(ObjectNode content, Random random) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(content, objects);
    ObjectNode object = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    names.removeAll(List.of("id", "name", "coupon"));
    if (names.isEmpty()) {
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(6)) {
      case 0 -> object.set(name, IntNode.valueOf(-7));
      case 1 -> object.set(name, BooleanNode.TRUE);
      case 2 -> object.set(name, Json.mapper().createArrayNode().add(object.path(name)));
      case 3 -> object.putObject(name).put("deep", PERSONAL.get(0)).put("+49 170 5559871", 1);
      case 4 -> object.remove(name);
      default -> {
        String personal = PERSONAL.get(random.nextInt(2));
        object.set(name, TextNode.valueOf(personal));
      }
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      objects.add(object);
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(child -> collect(child, objects));
    }
  }

  private static Sender sender(Random random) {
    return random.nextBoolean()
        ? Sender.server("acme", "backend", SourceKind.SERVER, null)
        : new Sender(
            "acme", "web", SourceKind.BROWSER, null, "198.51.100.77", "QuentinBrowser/9.9", true);
  }

  private static String text(JsonNode node) {
    return new String(Json.write(node), StandardCharsets.UTF_8);
  }

  private static void assertClean(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String personal : PERSONAL) {
      assertThat(lower).doesNotContain(personal.toLowerCase(Locale.ROOT));
    }
    assertThat(lower).doesNotContain("5559871").doesNotContain("%40example");
  }
}
