package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a connection of the generic postback cannot mean. */
class PostbackTest {
  private static final InstalledDestination POSTBACK =
      Kit.catalogue().find("postback").orElseThrow();

  private static List<String> faults(String settings) {
    Problems problems = new Problems();
    POSTBACK.connect(
        Optional.of((Mapping) Kit.yaml("{ url: 'https://net.example/pb', " + settings + " }")),
        Optional.empty(),
        Kit.secrets(Map.of()),
        Kit.HERE,
        problems);
    return Kit.headlines(problems);
  }

  private static List<String> mapFaults(String settings, String map) {
    Destination destination =
        Kit.connect("postback", "{ url: 'https://net.example/pb' " + settings + " }");
    Problems problems = new Problems();
    destination.overlay((Mapping) Kit.yaml(map), problems);
    return problems.sorted().stream().map(Problem::code).toList();
  }

  @Test
  void aFormBesideABodyIsAMistakeWithItsPlace() {
    assertThat(faults("body: { a: 1 }, form: { b: '2' }"))
        .containsExactly(
            "workspace.yaml:1:50: error[settings-exclude]: \"form\" and \"body\" exclude each other; keep one");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "body: { list: { each: batch, as: '${id}' } }; 1:56: error[batch-misplaced]: each: batch belongs into the body, form or text of a definition's request",
        "body: { who: 'it is ${user}' }; 1:54: error[object-in-text]: \"user\" is an object or a list, which no text can hold",
        "form: { who: 'at ${attempt}' }; 1:53: error[unknown-path]: \"attempt\" has no value of its own, its members have",
        "headers: { X-Items: 'all ${order.items}' }; 1:59: error[object-in-text]: \"order.items\" is an object or a list, which no text can hold",
      })
  void whatATemplateCannotSayIsAMistake(String settings, String expected) {
    assertThat(faults(settings)).containsExactly("workspace.yaml:" + expected);
  }

  @Test
  void anObjectWholeOrMadeATextIsFine() {
    assertThat(faults("body: { all: '${event}', items: 'n=${order.items | count}' }")).isEmpty();
  }

  @Test
  void aMapFitsTheRequestThatTheSettingsMake() {
    assertThat(mapFaults("", "{ form.x: '1' }")).containsExactly("wrong-map-key");
    assertThat(mapFaults("", "{ body.x: '1' }")).containsExactly("wrong-map-key");
    assertThat(mapFaults(", form: { a: '1' }", "{ body.x: '1' }")).containsExactly("wrong-map-key");
    assertThat(mapFaults(", form: { a: '1' }", "{ form.x: '1' }")).isEmpty();
    assertThat(mapFaults(", body: { a: '1' }", "{ body.x: '1', query.q: '2' }")).isEmpty();
  }

  @Test
  void aMapHoldsNoBatch() {
    assertThat(mapFaults(", body: { a: '1' }", "{ body.x: { each: batch, as: '${id}' } }"))
        .containsExactly("batch-misplaced");
  }

  @Test
  void editorsKnowWhatExcludesEachOther() {
    assertThat(POSTBACK.settingsSchema().path("allOf").toString())
        .isEqualTo("[{\"not\":{\"required\":[\"form\",\"body\"]}}]");
  }
}
