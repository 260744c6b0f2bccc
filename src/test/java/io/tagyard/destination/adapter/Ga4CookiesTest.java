package io.tagyard.destination.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Facts;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import io.tagyard.event.Events;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ga4CookiesTest {
  private static ObjectNode values(String cookies) {
    return Bound.to("ga4-cookies", "{'measurement_id':'G-ABC1234567'}")
        .values(new Cookies(Events.json(cookies)));
  }

  @ParameterizedTest
  @CsvSource({
    "GA1.1.1234567890.1763600000, 1234567890.1763600000",
    "GA1.2.1234567890.1763600000, 1234567890.1763600000",
    "GA1.2-2.1234567890.1763600000, 1234567890.1763600000",
    "GA1.1.0.1763600000,",
    "GA1.1.amp-Xy_z,",
    "1234567890.1763600000, 1234567890.1763600000",
    "GA1.1.1234567890,",
    "GA1.1.1234567890.,",
    "GA1.1,",
    "1234567890,",
    "x.1234567890.1763600000,",
    "GA1.1.1234567890.1763600000.5,",
    "'',"
  })
  void theVisitorIsTheTwoNumbersOfTheCookieAndNeverMadeUp(String cookie, @Nullable String client) {
    assertThat(values("{'_ga':'" + cookie + "'}").path("client_id").asText(null)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource({
    "GS1.1.1795167600.3.1.1795167990.0.0.0, 1795167600",
    "GS2.1.s1795167600$o3$g1$t1795167990$j60$l0$h0, 1795167600",
    "GS2.1.o3$s1795167600, 1795167600",
    "GS2.1.s1795167600, 1795167600",
    "GS2.1.s1795167600%24o3%24g1, 1795167600",
    "GS2.1.o3%24s1795167600%24g1, 1795167600",
    "GS2.1.o3$g1,",
    "GS3.1.1795167600.3,",
    "GS1.1.,"
  })
  void theSessionStandsInTheStreamsCookie(String cookie, @Nullable String session) {
    assertThat(values("{'_ga_ABC1234567':'" + cookie + "'}").path("session_id").asText(null))
        .isEqualTo(session);
  }

  @Test
  void anotherStreamsCookieIsNotOurs() {
    assertThat(values("{'_ga_OTHER':'GS1.1.1795167600.3.1.1795167990.0.0.0'}")).isEmpty();
  }

  private record Cookies(JsonNode cookies) implements Facts {
    @Override
    public @Nullable JsonNode find(Path path) {
      return path.root() == Root.COOKIES ? Evaluation.walk(cookies, path.steps()) : null;
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
