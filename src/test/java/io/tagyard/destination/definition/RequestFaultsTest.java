package io.tagyard.destination.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Catalogue;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestFaultsTest {
  private static final String DEFINITION =
      """
      destination: shop
      title: Shop
      version: { api: v1, checked: 2026-11-20 }
      consent: { needs: [measurement] }
      accepts: "*"
      answers: [ { when: { status: 2xx }, then: accepted }, { otherwise: unavailable } ]
      request: %s
      """;

  @TempDir Path folder;

  private List<String> faults(String request) throws IOException {
    Path shop = Files.createDirectories(folder.resolve("shop"));
    Files.writeString(shop.resolve("README.md"), "# Shop");
    Files.writeString(shop.resolve("destination.yaml"), DEFINITION.formatted(request));
    Problems problems = new Problems();
    Catalogue.load(folder, problems);
    return problems.sorted().stream()
        .map(Problem::headline)
        .map(line -> line.substring(line.indexOf("destination.yaml:") + 17))
        .toList();
  }

  @Test
  void aRequestThatIsRightHasNoProblem() throws IOException {
    assertThat(faults("{ method: PUT, url: 'https://x.example/a', headers: { X-Shop: '${id}' } }"))
        .isEmpty();
  }

  @Test
  void headersOfTheConnectionAndNamesThatAreNoneCannotBeSet() throws IOException {
    assertThat(faults("{ url: 'https://x.example', headers: { Host: a, 'X Shop': b, X-Ok: c } }"))
        .containsExactly(
            "7:49: error[wrong-header]: \"Host\" belongs to the connection and cannot be set",
            "7:58: error[wrong-header]: \"X Shop\" is no header's name");
  }

  @Test
  void namesOfHeadersNeverComeFromAnEvent() throws IOException {
    String wrong = "7:43: error[wrong-header]: names of headers are written out, each of them";
    assertThat(faults("{ url: 'https://x.example/a', headers: { spread: '${properties}' } }"))
        .containsExactly(wrong.replace("7:43", "7:49"));
    assertThat(
            faults(
                "{ url: 'https://x.example/a', headers: { x: { each: properties, keys: { 'X-${key}': '${value}' } } } }"))
        .containsExactly(wrong.replace("7:43", "7:49"));
    assertThat(faults("{ url: 'https://x.example/a', query: { spread: '${properties}' } }"))
        .isEmpty();
  }

  @Test
  void aMethodThatHttpCallsDoNotHaveIsAMistake() throws IOException {
    assertThat(faults("{ method: FETCH, url: 'https://x.example' }"))
        .containsExactly("7:20: error[wrong-choice]: \"FETCH\" is none of the allowed words");
  }

  @Test
  void anEmptyListOfRequestsIsAMistake() throws IOException {
    assertThat(faults("[]"))
        .containsExactly(
            "7:10: error[empty-list]: the list is empty (expected: at least a request)");
  }

  @Test
  void itemOutsideEachIsAMistakeInTheAddressToo() throws IOException {
    assertThat(faults("{ url: 'https://x.example/a?i=${item.id}' }"))
        .containsExactly(
            "7:42: error[unknown-root]: \"item\" has a value only inside each: and its as or keys");
  }
}
