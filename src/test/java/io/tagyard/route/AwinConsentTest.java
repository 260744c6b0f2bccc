package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Catalogue;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Example;
import io.tagyard.destination.InstalledDestination;
import io.tagyard.destination.Leg;
import io.tagyard.destination.Prepared;
import io.tagyard.diagnostic.Problems;
import io.tagyard.event.Events;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.schema.EventSchemas;
import io.tagyard.schema.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Awin is told about consent by events that only a route's {@code without} lets through, and
 * which therefore no example can show: left out, the parameter would mean yes.
 */
class AwinConsentTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:05Z");

  @ParameterizedTest(name = "{0}: cons={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'country':'US'}|1",
        "{'country':'DE'}|0",
        "{'country':'DE','purposes':{'affiliate_attribution':'granted'}}|1",
        "{'country':'US','purposes':{'affiliate_attribution':'denied'}}|0",
        "{'country':'US','purposes':{'affiliate_attribution':'granted'},'gpc':true}|0",
        "{'country':'US','purposes':{'affiliate_attribution':'granted'},'limited_data_use':true}|0",
        "{'country':'US','tcf':'CP xx!'}|0",
        "{'country':'US','gpp':'nonsense'}|0",
      })
  void consIsWhatWasSaidOrWhatSilenceMeans(String consent, String cons) {
    InstalledDestination installed =
        Catalogue.load(Path.of("destinations"), new Problems()).find("awin").orElseThrow();
    Example example =
        installed.examples().stream()
            .filter(each -> each.title().startsWith("Nothing was said"))
            .findFirst()
            .orElseThrow();
    Destination awin = ExampleRun.connect(installed, example, new Problems()).orElseThrow();
    ObjectNode event = example.given().event().deepCopy();
    event.set("consent", Events.json(consent));
    Sender sender = Sender.server("acme", "backend", SourceKind.SERVER, "web");
    ValidEvent valid =
        ((Verdict.Valid) EventSchemas.builtIn().judge(new InboundEvent(sender, event, NOW, false)))
            .event();
    OpenEvent open = DryRun.open(valid, PrivacyPolicy.everyDigest("other"), NOW);
    Prepared prepared = awin.prepare(new Leg(open, "sales", false, Set.of(), null, null));
    String query =
        awin.pack(List.of((Prepared.Element) prepared), new Attempt(NOW, 1)).uri().getQuery();
    assertThat(query).endsWith("&cons=" + cons);
  }
}
