package io.tagyard.destination.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Facts;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaClickTest {
  private static final Adapter ADAPTER =
      Adapters.of("meta-click")
          .orElseThrow()
          .bind(
              JsonNodeFactory.instance.objectNode(),
              Place.start(SourceText.of("workspace.yaml", "")),
              new Problems())
          .orElseThrow();

  @ParameterizedTest(name = "cookie {0}, fbclid {1}, click {2} -> {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "fb.1.1795080600000.AbC_1, -, -, fb.1.1795080600000.AbC_1",
        "fb.1.1795080600000.AbC_1, AbC_1, 2026-11-18T09:00:00Z, fb.1.1795080600000.AbC_1",
        "fb.2.1795080600000.AbC_1.AQ, AbC_1, -, fb.2.1795080600000.AbC_1.AQ",
        // another click: the cookie is of the one before
        "fb.1.1795080600000.AbC_1, xYz-2, 2026-11-20T09:00:00Z, fb.1.1795165200000.xYz-2",
        "-, xYz-2, 2026-11-18T09:00:00.123Z, fb.1.1794992400123.xYz-2",
        "-, xYz-2, -, fb.1.1795168800000.xYz-2",
        // a whole cookie where the click id belongs
        "-, fb.1.1795080600000.AbC_1, -, fb.1.1795080600000.AbC_1",
        // what Meta refuses together with its event
        "-, x y, -, -",
        "-, x%20y, 2026-11-18T09:00:00Z, -",
        "fb.1.1795080600.AbC_1.toolongatail, -, -, -",
        "nonsense, xYz-2, 2026-11-18T09:00:00Z, fb.1.1794992400000.xYz-2",
        "fb.1.1795168800001.AbC_1, -, -, -",
        "-, xYz-2, 2026-11-20T10:00:01Z, -",
        "fb.1.1787392799999.AbC_1, -, -, -",
        "fb.1.1787392799999.AbC_1, AbC_1, -, -",
        "fb.1.1787392800000.AbC_1, -, -, fb.1.1787392800000.AbC_1"
      })
  void aClickIsMintedOnceAndNothingThatMetaWouldRefuseIsSent(
      @Nullable String cookie,
      @Nullable String fbclid,
      @Nullable String seen,
      @Nullable String expected) {
    var event = JsonNodeFactory.instance.objectNode().put("time", "2026-11-20T10:00:00Z");
    event.putObject("cookies").put("_fbc", cookie);
    event.putObject("click_ids").put("fbclid", fbclid);
    event.putObject("click").put("time", seen);
    JsonNode fbc = ADAPTER.values(new Event(event)).get("fbc");
    assertThat(fbc == null ? null : fbc.textValue())
        .as(new String(Json.write(event), StandardCharsets.UTF_8))
        .isEqualTo(expected);
  }

  private record Event(JsonNode event) implements Facts {
    @Override
    public @Nullable JsonNode find(Path path) {
      return Evaluation.walk(event.get(path.root().word()), List.copyOf(path.steps()));
    }

    @Override
    public @Nullable String currency(Root root) {
      return null;
    }

    @Override
    public @Nullable Shape template(String setting) {
      return null;
    }
  }
}
