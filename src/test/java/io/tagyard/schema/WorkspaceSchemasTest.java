package io.tagyard.schema;

import static io.tagyard.event.Events.NOON;
import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Fault;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Json;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas that a workspace adds. */
class WorkspaceSchemasTest {
  @Test
  void aWorkspaceTightensAndNeverLoosens() {
    JsonNode tighter =
        json(
            "{'$id':'https://acme.example/login/1','required':['user'],'properties':{'time':{'type':'number'},'order':{'properties':{'currency':{'enum':['EUR']}}},"
                + "'properties':{'properties':{'plan':{'type':'string','pattern':'^(a+)+$'}}}}}");
    assertThat(EventSchemas.problems("login", Json.write(tighter))).isEmpty();
    EventSchemas schemas = EventSchemas.builtIn().with(Map.of("login", tighter));
    assertThat(
            faults(
                schemas,
                "{'name':'login','time':'x','order':{'value':1,'currency':'USD'},'properties':{'plan':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'}}"))
        .extracting(Fault::path, Fault::expected)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("order.currency", "one of EUR"),
            org.assertj.core.groups.Tuple.tuple("properties.plan", "a text that matches ^(a+)+$"),
            org.assertj.core.groups.Tuple.tuple("time", Times.EXPECTED),
            org.assertj.core.groups.Tuple.tuple("user", "a value for user"));
    assertThat(
            faults(schemas, "{'name':'sign_up','time':'2026-11-20T10:00:00Z','order':{'value':1}}"))
        .extracting(Fault::path)
        .containsExactly("order.currency");
  }

  @Test
  void aWorkspacesOtherRulesAreSaidToo() {
    JsonNode rules =
        json(
            "{'$id':'x:2','dependentRequired':{'order':['page']},'properties':{'device':{'minProperties':9},"
                + "'user':{'additionalProperties':false,'properties':{'id':{'minLength':3,'type':'string'}}},'properties':{'oneOf':[{'required':['a']},{'required':['b']}]}}}");
    assertThat(EventSchemas.problems("login", Json.write(rules))).isEmpty();
    assertThat(
            faults(
                EventSchemas.builtIn().with(Map.of("login", rules)),
                "{'name':'login','time':'2026-11-20T10:00:00Z','order':{},'device':{},'user':{'id':'a','email':'x'},'properties':{}}"))
        .extracting(Fault::path, Fault::message)
        .contains(
            org.assertj.core.groups.Tuple.tuple("order", "given without what it needs"),
            org.assertj.core.groups.Tuple.tuple("device", "an object of 0 members"),
            org.assertj.core.groups.Tuple.tuple("user.email", "not a member of this object"),
            org.assertj.core.groups.Tuple.tuple("user.id", "a text that is too short"))
        .anySatisfy(fault -> assertThat(fault.toString()).contains("properties"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[]|a schema is a JSON object",
        "{'type':'object'}|$id is missing",
        "{'$id':'x:1','type':'objekt'}|type",
        "{'$id':'x:1','$ref':'https://evil.example/s.json'}|refers to another document",
        "{'$id':'x:1','properties':{'a':{'pattern':'(?<!a)b'}}}|no RE2 expression",
        "{'$id':'x:1','$ref':'#'}|leads back to itself",
        "{'$id':'x:1','$schema':'http://json-schema.org/draft-07/schema#'}|$schema is not",
        "{'$id':'x:1'|not JSON",
        "{'$id':'x:1','$id':'x:2'}|twice",
        "{'$id':'https://tagyard.io/schemas/common.schema.json'}|built-in",
      })
  void aTextThatIsNoSchemaIsExplained(String text, String problem) {
    assertThat(
            EventSchemas.problems(
                "login", text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
        .isNotEmpty()
        .anySatisfy(said -> assertThat(said).contains(problem));
  }

  @Test
  void aSchemaForAnUnknownEventIsAProblemAndABuiltInMayBeReferredTo() {
    byte[] text =
        "{\"$id\":\"x:1\",\"properties\":{\"order\":{\"properties\":{\"value\":{\"$ref\":\"https://tagyard.io/schemas/common.schema.json#/$defs/positive\"}}}}}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(EventSchemas.problems("purchases", text))
        .containsExactly("no event is called purchases; did you mean purchase?");
    assertThat(EventSchemas.problems("purchase", text)).isEmpty();
  }

  private static List<Fault> faults(EventSchemas schemas, String event) {
    Sender backend = Sender.server("acme", "backend", SourceKind.SERVER, "crm");
    InboundEvent inbound = new InboundEvent(backend, json(event), NOON, false);
    return ((Verdict.Invalid) schemas.judge(inbound)).faults();
  }
}
