package io.tagyard.destination.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Outbound.Header;
import io.tagyard.destination.TokenGrant;
import io.tagyard.destination.expression.Encoding;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with a bearer token: the one of the settings when they give one, else one that is
 * fetched by a refresh token or by client credentials (RFC 6749, 6 and 4.4). It only says what to
 * ask; whoever carries the request asks and keeps the token. A request with an {@code
 * Authorization} header of its own stays as it is.
 */
final class OAuth2 implements Adapter {
  private static final String AUTHORIZATION = "Authorization";
  private static final int ID_LENGTH = 32;

  private final String accessToken;
  private final @Nullable TokenGrant grant;

  private OAuth2(String accessToken, @Nullable TokenGrant grant) {
    this.accessToken = accessToken;
    this.grant = grant;
  }

  @Override
  public Outbound finish(Outbound request, List<String> eventIds, Attempt attempt) {
    if (request.has(AUTHORIZATION)) {
      return request;
    }
    if (!accessToken.isEmpty()) {
      return request.with(new Header(AUTHORIZATION, "Bearer " + accessToken));
    }
    return grant == null ? request : request.needing(grant);
  }

  /** Makes it from the settings of a token, or of those who may ask for one. */
  static final class Maker implements Adapters.Kind {
    private static final String REFRESH = "refresh_token";
    private static final String CREDENTIALS = "client_credentials";
    private static final String NONE = "none";
    private static final List<String> GRANTS = List.of(REFRESH, CREDENTIALS, NONE);

    @Override
    public String name() {
      return "oauth2";
    }

    @Override
    public Set<String> gives() {
      return Set.of();
    }

    @Override
    public Set<String> reads() {
      return Set.of("access_token", "client_id", "client_secret", "token_url");
    }

    @Override
    public Optional<Adapter> bind(JsonNode settings, Place place, Problems problems) {
      String accessToken = settings.path("access_token").asText("");
      String kind = settings.path("grant").asText(REFRESH);
      if (!accessToken.isEmpty() || kind.equals(NONE)) {
        return Optional.of(new OAuth2(accessToken, null));
      }
      if (!GRANTS.contains(kind)) {
        problems.error("wrong-choice", place, "\"" + kind + "\" is no grant", kind, GRANTS);
        return Optional.empty();
      }
      List<String> missing =
          needed(kind).stream().filter(each -> settings.path(each).asText("").isEmpty()).toList();
      if (!missing.isEmpty()) {
        problems.error(
            "missing-setting",
            place,
            "no token: \"access_token\" is not set, and to ask for one, \""
                + String.join("\", \"", missing)
                + "\" is missing");
        return Optional.empty();
      }
      try {
        return Optional.of(new OAuth2("", grant(kind, settings)));
      } catch (PatternSyntaxException e) {
        problems.error(
            "wrong-value", place, "\"token_refused\" is no RE2 pattern: " + e.getDescription());
        return Optional.empty();
      }
    }

    private static List<String> needed(String kind) {
      return kind.equals(REFRESH)
          ? List.of("token_url", "client_id", REFRESH)
          : List.of("token_url", "client_id", "client_secret");
    }

    private static TokenGrant grant(String kind, JsonNode settings) {
      String id = settings.path("client_id").asText();
      String secret = settings.path("client_secret").asText("");
      boolean basic = settings.path("client_auth").asText("form").equals("basic");
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", kind);
      if (!basic) {
        form.put("client_id", id);
        put(form, "client_secret", secret);
      }
      if (kind.equals(REFRESH)) {
        form.put(REFRESH, settings.path(REFRESH).asText());
      }
      put(form, "scope", settings.path("scope").asText(""));
      List<Header> headers =
          basic ? List.of(new Header(AUTHORIZATION, basic(id, secret))) : List.of();
      URI endpoint = URI.create(settings.path("token_url").asText());
      String refused = settings.path("token_refused").asText("");
      return new TokenGrant(
          endpoint,
          form,
          headers,
          name(endpoint, id, secret, form),
          refused.isEmpty() ? null : Pattern.compile(refused));
    }

    private static void put(Map<String, String> form, String name, String value) {
      if (!value.isEmpty()) {
        form.put(name, value);
      }
    }

    /** RFC 6749, 2.3.1: both are encoded before they are joined. */
    private static String basic(String id, String secret) {
      String pair = Encoding.PERCENT.of(id) + ":" + Encoding.PERCENT.of(secret);
      return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(URI endpoint, String id, String secret, Map<String, String> form) {
      String all =
          form.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("\n", endpoint + "\n" + id + "\n" + secret + "\n", ""));
      return Signatures.hex("SHA-256", Signatures.bytes(all)).substring(0, ID_LENGTH);
    }
  }
}
