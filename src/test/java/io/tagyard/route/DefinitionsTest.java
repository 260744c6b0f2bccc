package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {
  @TempDir Path folder;

  @Test
  void aDefinitionNamesOnlyEventsThatThereAre() {
    Folders.write(
        folder,
        "shop/README.md",
        "# Shop",
        "shop/destination.yaml",
        """
        destination: shop
        title: Shop
        consent: { needs: [measurement] }
        accepts: [{ purchas: sale, refund: back }]
        corrects: [refunded]
        request:
          - { for: [refund, refnd], url: "https://h.example/" }
          - { url: "https://h.example/" }
        answers: [{ otherwise: accepted }]
        """);
    assertThat(Definitions.read(folder).problems())
        .extracting(problem ->
            problem.headline().replaceAll("^.*yaml:", "")
                + problem.guess().map(word -> " (did you mean " + word + "?)").orElse(""))
        .containsExactly(
            "4:13: error[event-unknown]: no event is called \"purchas\" (did you mean purchase?)",
            "5:12: error[event-unknown]: no event is called \"refunded\" (did you mean refund?)",
            "7:21: error[event-unknown]: no event is called \"refnd\" (did you mean refund?)");
  }

  @Test
  void theShippedDefinitionsNameOnlyEventsThatThereAre() {
    assertThat(Definitions.read(Path.of("destinations")).problems()).isEmpty();
  }
}
