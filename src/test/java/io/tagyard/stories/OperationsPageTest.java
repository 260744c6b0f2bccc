package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.delivery.AlarmBoard;
import io.tagyard.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for operators, the dashboard and the rules speak of metrics that are there. */
class OperationsPageTest {
  private static final Pattern NAME = Pattern.compile("\\btagyard_[a-z_]+[a-z]\\b");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(tagyard_[a-z_]+)` \\|", Pattern.MULTILINE);
  private static final Pattern SAMPLE =
      Pattern.compile("^(tagyard_[a-z_]+)[ {]", Pattern.MULTILINE);

  /** There with the first time that it happens: {@code SourceKeyStoryTest} shows it. */
  private static final String WHEN_IT_HAPPENS = "tagyard_quota_refused_total";

  @TempDir Path folder;

  @Test
  void everyMetricOfARunningGatewayHasARowAndEveryRowIsAMetric() throws Exception {
    Set<String> there = metrics();
    there.add(WHEN_IT_HAPPENS);
    String page = Files.readString(Path.of("docs/operations.md"));
    assertThat(all(ROW, page, 1)).isEqualTo(there);
    for (String file : new String[] {"dashboard.json", "alerts.yaml"}) {
      String text = Files.readString(Path.of("docs/operations", file));
      assertThat(all(NAME, text, 0)).as(file).isNotEmpty().isSubsetOf(there);
    }
    JsonNode dashboard = Json.read(Files.readAllBytes(Path.of("docs/operations/dashboard.json")));
    assertThat(all(NAME, dashboard.path("panels").toString(), 0))
        .as("the dashboard shows every metric")
        .isEqualTo(there);
  }

  @Test
  void everyKindOfAlarmHasARow() throws IOException {
    String page = Files.readString(Path.of("docs/operations.md"));
    String section = page.substring(page.indexOf("\n## Alarms\n"), page.indexOf("\n## Metrics\n"));
    Pattern row = Pattern.compile("^\\| `([a-z_]+)` \\|", Pattern.MULTILINE);
    assertThat(all(row, section, 1)).isEqualTo(new TreeSet<>(AlarmBoard.KINDS));
  }

  private Set<String> metrics() throws Exception {
    try (FaultServer platforms = new FaultServer()) {
      StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
      yard.webhook("hook", platforms.url("hook"), "{ flush: 20ms }");
      yard.write();
      try (GatewayFixture gateway =
          GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"))) {
        String purchase = StoryYard.purchase("page-1");
        gateway.post("/v1/events", StoryYard.KEY, purchase);
        gateway.post("/v1/events", StoryYard.KEY, purchase.replace("49.90", "49.91"));
        Balances.await(gateway, "hook", "delivered", 1);
        return all(SAMPLE, gateway.get("/prometheus").text(), 1);
      }
    }
  }

  private static Set<String> all(Pattern pattern, String text, int group) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(group));
    }
    return found;
  }
}
