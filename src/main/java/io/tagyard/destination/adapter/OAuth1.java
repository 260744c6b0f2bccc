package io.tagyard.destination.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Outbound.Header;
import io.tagyard.destination.adapter.Query.Parameter;
import io.tagyard.destination.expression.Encoding;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Signs as RFC 5849 asks, by HMAC-SHA1 in the {@code Authorization} header. Signed are the method,
 * the address, its query and a urlencoded form; a JSON body is not. Time and nonce are those of the
 * try.
 */
final class OAuth1 implements Adapter {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final String consumerKey;
  private final String token;
  private final byte[] key;

  private OAuth1(JsonNode settings) {
    this.consumerKey = settings.path("consumer_key").asText();
    this.token = settings.path("token").asText();
    this.key =
        Signatures.bytes(
            encoded(settings.path("consumer_secret").asText())
                + "&"
                + encoded(settings.path("token_secret").asText()));
  }

  @Override
  public Outbound finish(Outbound request, List<String> eventIds, Attempt attempt) {
    Map<String, String> oauth = new TreeMap<>();
    oauth.put("oauth_consumer_key", consumerKey);
    oauth.put("oauth_nonce", attempt.nonce());
    oauth.put("oauth_signature_method", "HMAC-SHA1");
    oauth.put("oauth_timestamp", Long.toString(attempt.at().getEpochSecond()));
    oauth.put("oauth_token", token);
    oauth.put("oauth_version", "1.0");
    byte[] base = Signatures.bytes(baseString(request, oauth));
    oauth.put(
        "oauth_signature",
        Base64.getEncoder().encodeToString(Signatures.keyed("HmacSHA1", key, base)));
    String value =
        oauth.entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=\"" + encoded(each.getValue()) + "\"")
            .collect(Collectors.joining(", ", "OAuth ", ""));
    return request.with(new Header("Authorization", value));
  }

  /** RFC 5849, 3.4.1. */
  private static String baseString(Outbound request, Map<String, String> oauth) {
    Stream<Parameter> own =
        oauth.entrySet().stream()
            .map(each -> new Parameter(each.getKey(), encoded(each.getValue())));
    List<Parameter> sent = new ArrayList<>(Query.of(request.uri()).parameters());
    if (isForm(request)) {
      sent.addAll(Query.of(new String(request.body(), StandardCharsets.UTF_8)).parameters());
    }
    String parameters =
        Stream.concat(own, sent.stream())
            .map(each -> new Parameter(each.canonicalName(), each.canonicalValue()))
            .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
            .map(each -> each.name() + "=" + each.value())
            .collect(Collectors.joining("&"));
    return request.method() + "&" + encoded(address(request.uri())) + "&" + encoded(parameters);
  }

  private static boolean isForm(Outbound request) {
    return request.headers().stream()
        .anyMatch(
            each -> each.name().equalsIgnoreCase("Content-Type") && each.value().startsWith(FORM));
  }

  /** RFC 5849, 3.4.1.2: lower-case scheme and host, no port that is the scheme's own, no query. */
  private static String address(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return scheme
        + "://"
        + uri.getHost().toLowerCase(Locale.ROOT)
        + (usual ? "" : ":" + uri.getPort())
        + path;
  }

  private static String encoded(String text) {
    return Encoding.PERCENT.of(text);
  }

  /** Makes it from the settings of an application and of its user. */
  static final class Maker implements Adapters.Kind {
    @Override
    public String name() {
      return "oauth1";
    }

    @Override
    public Set<String> gives() {
      return Set.of();
    }

    @Override
    public Set<String> reads() {
      return Set.of("consumer_key", "consumer_secret", "token", "token_secret");
    }

    @Override
    public Optional<Adapter> bind(JsonNode settings, Place place, Problems problems) {
      return Optional.of(new OAuth1(settings));
    }
  }
}
