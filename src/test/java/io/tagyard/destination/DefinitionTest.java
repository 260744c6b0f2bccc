package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.diagnostic.Problems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {
  private static final String REQUEST = "request: { url: \"https://h.example/\" }\n";

  @TempDir Path path;

  private List<String> faults(String rest) {
    return new Folder(path).faults(Folder.HEAD + "accepts: \"*\"\n" + rest);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{ url: \"https://${order.id}.example/\" }; wrong-url",
        "{ url: \"https://h.example${order.id}\" }; wrong-url",
        "{ url: \"${order.id}/x\" }; wrong-url",
        "{ url: \"h.example/x\" }; wrong-url",
        "{ url: \"https://user@h.example/x\" }; wrong-url",
        "{ url: \"https://h.example/?${order.id}=1\" }; wrong-url",
        "{ url: \"https://h.example/\", body: { a: 1 }, text: x }; two-bodies",
        "{ url: \"https://h.example/\", auth: { basic: [a] } }; wrong-type",
        "{ url: \"https://h.example/\", boddy: x }; unknown-key",
        "{ method: POST }; missing-key",
        "{ url: \"https://h.example/?u=${user.id}\", body: { each: batch, as: x } }; outside-batch",
        "{ url: \"https://h.example/\", body: { a: \"${id}\", b: { each: batch, as: x } } }; outside-batch",
        "{ url: \"https://h.example/\", body: { a: { each: batch, as: x }, b: { each: batch, as: x } } }; two-batches"
      })
  void aRequestThatCannotBeMeantIsRefused(String request, String code) {
    List<String> faults = faults("request: " + request + "\n" + Folder.ANSWERS);
    assertThat(faults).isNotEmpty().first().asString().contains("error[" + code + "]");
  }

  @Test
  void settingsAndWhatBatchByNamesMayStandOutsideABatch() {
    assertThat(
            faults(
                "settings: { account: { type: text } }\n"
                    + "request: { url: \"https://h.example/${settings.account}\", batch_by: [user.id], body: { u: \"${user.id}\", e: { each: batch, as: \"${id}\" } } }\n"
                    + Folder.ANSWERS))
        .isEmpty();
  }

  @Test
  void anAgeOfItsOwnIsThatOfAChannel() {
    assertThat(
            faults(
                "limits: { max_age: 7d, max_age_of: { shop: 62d } }\n" + REQUEST + Folder.ANSWERS))
        .singleElement()
        .asString()
        .contains("error[unknown-key]: no channel \"shop\"");
  }

  @Test
  void inATestModeEventsGoOneByOne() {
    String definition =
        Folder.HEAD
            + """
            accepts: "*"
            settings: { code: { type: text } }
            test_mode: settings.code
            limits: { batch: 10 }
            request: { url: "https://h.example/", body: { e: { each: batch, as: "${id}" } } }
            """
            + Folder.ANSWERS;
    Folder folder = new Folder(path);
    assertThat(folder.connect(definition, "{}").definition().limits().batch()).isEqualTo(10);
    assertThat(folder.connect(definition, "{ code: T }").definition().limits().batch())
        .isEqualTo(1);
  }

  @Test
  void aBatchNeedsItsPlace() {
    assertThat(faults("limits: { batch: 10 }\n" + REQUEST + Folder.ANSWERS))
        .singleElement()
        .asString()
        .contains("error[batch-without-each]");
  }

  @Test
  void answersMustBeTotal() {
    assertThat(
            faults(
                REQUEST
                    + "answers:\n  - { when: { status: [2xx, 404] }, then: accepted }\n  - { when: { status: 5xx, body: { a: 1 } }, then: refused }\n"))
        .singleElement()
        .asString()
        .contains(
            "error[answers-not-total]: no outcome for 100 to 199, 300 to 403, 405 to 599, silence");
    assertThat(
            faults(
                REQUEST
                    + "answers:\n  - { when: { status: [1xx, 2xx, 3xx, 4xx, 5xx, silence] }, then: accepted }\n"))
        .isEmpty();
  }

  @Test
  void faultsOfAllPartsAreToldAtOnceWithTheirPlaces() {
    assertThat(
            faults(
                "raw: { frist_name: x }\nrequires: { any: [identity.emial] }\nadapter: standard-webhook\n"
                    + "settings: { a: { type: txt } }\nrequest: { url: \"https://h.example/${ordr.id}\" }\n"
                    + "answers: [ { when: { status: 99 }, then: acepted }, { otherwise: accepted } ]\n"))
        .containsExactly(
            "5:8: error[unknown-key]: no field \"frist_name\" can be kept (did you mean first_name?)",
            "6:28: error[unknown-path]: \"identity\" has no member \"emial\" (did you mean email?)",
            "7:10: error[wrong-choice]: \"standard-webhook\" is none of the allowed words (did you mean standard-webhooks?)",
            "8:24: error[wrong-choice]: \"txt\" is none of the allowed words (did you mean text?)",
            "9:38: error[unknown-root]: no value is called \"ordr\" here (did you mean order?)",
            "10:30: error[wrong-value]: \"99\" (expected: a code from 100 to 599, a class such as 2xx, or silence)",
            "10:42: error[wrong-choice]: \"acepted\" is none of the allowed words (did you mean accepted?)");
  }

  @Test
  void theFolderGivesTheName() {
    assertThat(
            new Folder(path)
                .faults(
                    "destination: other\ntitle: O\nconsent: { needs: [] }\naccepts: \"*\"\n"
                        + REQUEST
                        + Folder.ANSWERS))
        .singleElement()
        .asString()
        .contains("error[wrong-name]");
  }

  @Test
  void theShippedDestinationsHaveNoProblems() {
    Problems problems = new Problems();
    Catalogue catalogue = Catalogue.load(Kit.FOLDER, problems);
    assertThat(Kit.headlines(problems)).isEmpty();
    assertThat(catalogue.names()).contains("meta-conversions", "postback", "webhook");
    assertThat(catalogue.nearest("webhok")).contains("webhook");
  }

  @Test
  void aForeignMacroIsSentAsItStandsAndSaid() {
    assertThat(
            faults(
                "request: { url: \"https://h.example/p?c={click_id}&d=${id}\" }\n"
                    + Folder.ANSWERS))
        .singleElement()
        .asString()
        .contains("warning[foreign-macro]: \"{click_id}\" is sent as it stands");
  }

  @Test
  void nothingComesAfterOtherwise() {
    assertThat(
            faults(
                REQUEST
                    + "answers:\n  - { otherwise: unavailable }\n  - { when: { status: 2xx }, then: accepted }\n"))
        .containsExactly(
            "8:5: error[answer-unreachable]: this rule is never asked: an otherwise stands before it");
    assertThat(
            faults(
                REQUEST
                    + Folder.ANSWERS
                    + "per_event: { list: body.all, answers: [ { otherwise: refused }, { when: { body: { a: 1 } }, then: accepted } ] }\n"))
        .singleElement()
        .asString()
        .contains("error[answer-unreachable]");
  }

  @Test
  void eventsComeTogetherInABodyOnly() {
    assertThat(
            faults(
                "request: { url: \"https://h.example/\", query: { all: { each: batch, as: x } } }\n"
                    + Folder.ANSWERS))
        .singleElement()
        .asString()
        .contains("error[batch-misplaced]");
  }

  @Test
  void aSettingExcludesOnlySettingsThatThereAre() {
    assertThat(
            faults(
                "settings: { form: { type: text, not_with: [bodi] }, body: { type: text } }\n"
                    + REQUEST
                    + Folder.ANSWERS))
        .singleElement()
        .asString()
        .contains("error[unknown-setting]: no setting \"bodi\" that \"form\" could exclude");
  }
}
