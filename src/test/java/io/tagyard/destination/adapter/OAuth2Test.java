package io.tagyard.destination.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Attempt;
import io.tagyard.destination.Masking;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.TokenGrant;
import io.tagyard.event.Events;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OAuth2Test {
  private static final String REFRESH =
      "'token_url':'https://id.example/token','client_id':'c 1','client_secret':'s/1',"
          + "'refresh_token':'r&1'";
  private static final Outbound REQUEST =
      Bound.request("POST", "https://api.example/events", "{}", "Content-Type", "application/json");

  private static Outbound sent(String settings, Outbound request) {
    return Bound.to("oauth2", settings)
        .finish(request, List.of("evt"), new Attempt(Events.NOON, 1));
  }

  private static TokenGrant grant(String settings) {
    return (TokenGrant) Objects.requireNonNull(sent(settings, REQUEST).access());
  }

  private static String body(Outbound request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aTokenOfTheSettingsWins() {
    Outbound sent = sent("{'access_token':'ACCESS_TOKEN'," + REFRESH + "}", REQUEST);
    assertThat(Bound.header(sent, "Authorization")).isEqualTo("Bearer ACCESS_TOKEN");
    assertThat(sent.access()).isNull();
  }

  @Test
  void aRefreshTokenIsExchanged() {
    Outbound ask = grant("{" + REFRESH + ",'scope':'a b'}").ask(null);
    assertThat(ask.uri()).hasToString("https://id.example/token");
    assertThat(body(ask))
        .isEqualTo(
            "grant_type=refresh_token&client_id=c%201&client_secret=s%2F1&refresh_token=r%261"
                + "&scope=a%20b");
    assertThat(ask.access()).isNull();
  }

  @Test
  void aNewerRefreshTokenStandsWhereTheOldOneStood() {
    assertThat(body(grant("{" + REFRESH + "}").ask("r2"))).endsWith("&refresh_token=r2");
  }

  @Test
  void aClientMayAskForItself() {
    String client =
        "{'grant':'client_credentials','client_auth':'basic','client_id':'c 1',"
            + "'client_secret':'s/1','token_url':'https://id.example/token'}";
    Outbound ask = grant(client).ask(null);
    assertThat(body(ask)).isEqualTo("grant_type=client_credentials");
    // RFC 6749, 2.3.1: c%201:s%2F1
    assertThat(Bound.header(ask, "Authorization")).isEqualTo("Basic YyUyMDE6cyUyRjE=");
  }

  @Test
  void anAuthorizationOfTheDefinitionStays() {
    Outbound own = Bound.request("POST", "https://api.example/", "", "authorization", "Bearer own");
    assertThat(sent("{" + REFRESH + "}", own)).isEqualTo(own);
  }

  @Test
  void aGrantIsNamedAfterAllOfItsSettings() {
    String id = grant("{" + REFRESH + "}").id();
    assertThat(grant("{" + REFRESH + "}").id()).isEqualTo(id).matches("[0-9a-f]{32}");
    assertThat(grant("{" + REFRESH.replace("r&1", "r&2") + "}").id()).isNotEqualTo(id);
    assertThat(grant("{" + REFRESH.replace("s/1", "s/2") + "}").id()).isNotEqualTo(id);
  }

  @Test
  void peopleSeeThatThereIsAnAuthorizationAndNoMore() {
    Outbound needing = sent("{" + REFRESH + "}", REQUEST);
    assertThat(
            new Masking(Set.of()).request(needing).path("headers").path("Authorization").asText())
        .isEqualTo("***");
    assertThat(needing + " " + needing.access()).doesNotContain("r&1", "s/1", "c 1");
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThat(Bound.problems("oauth2", "{'token_url':'https://id.example/','client_id':'c'}"))
        .singleElement()
        .asString()
        .contains("error[missing-setting]", "\"refresh_token\" is missing");
    assertThat(Bound.problems("oauth2", "{'grant':'client_credentials','client_id':'c'}"))
        .singleElement()
        .asString()
        .contains("\"token_url\", \"client_secret\" is missing");
    assertThat(Bound.problems("oauth2", "{'grant':'none'}")).isEmpty();
    assertThat(Bound.problems("oauth2", "{'grant':'password'}"))
        .singleElement()
        .asString()
        .contains("error[wrong-choice]");
    assertThat(
            Bound.problems(
                "oauth2",
                "{'token_url':'https://id.example/','client_id':'c','refresh_token':'r','token_refused':'('}"))
        .singleElement()
        .asString()
        .contains("error[wrong-value]", "token_refused");
  }
}
