package io.tagyard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.cli.ExplainCommand.NoSource;
import io.tagyard.cli.OfflineWorkspaces;
import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import io.tagyard.event.InboundEvent;
import io.tagyard.intake.BrowserSignals;
import io.tagyard.intake.Judge;
import io.tagyard.operator.Explanation;
import io.tagyard.operator.SourceChoice;
import io.tagyard.privacy.InboundSeal;
import io.tagyard.privacy.Opener;
import io.tagyard.privacy.Privacy;
import io.tagyard.privacy.Sealer;
import io.tagyard.privacy.TinkSealer;
import io.tagyard.route.Source;
import io.tagyard.route.Yard;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tagyard explain}: the production path on the files as they stand, without a server. */
final class OfflineExplainer {
  private OfflineExplainer() {}

  static JsonNode explain(
      Settings settings,
      @Nullable String source,
      Map<String, List<String>> headers,
      JsonNode event,
      Instant now)
      throws NoSource {
    Yard yard = OfflineWorkspaces.load(settings, InstantSource.fixed(now));
    Source sender =
        SourceChoice.of(yard.current().sources(), source)
            .orElseThrow(() ->
                new NoSource(
                    "no such source; there is: " + SourceChoice.allowed(yard.current().sources())));
    Sealer sealer = TinkSealer.inMemory();
    Judge judge =
        new Judge(
            Rules.of(yard),
            new Privacy(sealer, removed -> {}),
            new InboundSeal(sealer),
            settings.get(Setting.CLOCK_SKEW));
    BrowserSignals signals =
        BrowserSignals.of(
            headers.getOrDefault("sec-gpc", List.of()), headers.getOrDefault("cookie", List.of()));
    Opener opener = new Opener(sealer, broken -> {});
    return new Explanation(judge, opener::open, yard::current)
        .of(new InboundEvent(SourceChoice.sender(sender, signals), event, now, false));
  }
}
