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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Signs as AWS Signature Version 4 asks, in the {@code Authorization} header and with the body's
 * digest, for S3 and what speaks like it. Every header that the definition says is signed.
 */
final class SigV4 implements Adapter {
  private static final String HMAC = "HmacSHA256";
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SERVICE = "s3";
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String keyId;
  private final String secret;
  private final String sessionToken;
  private final String region;

  private SigV4(JsonNode settings) {
    this.keyId = settings.path("access_key_id").asText();
    this.secret = settings.path("secret_access_key").asText();
    this.sessionToken = settings.path("session_token").asText("");
    this.region = settings.path("region").asText();
  }

  @Override
  public Outbound finish(Outbound request, List<String> eventIds, Attempt attempt) {
    String payload = Signatures.hex("SHA-256", request.body());
    Outbound dated =
        request
            .at(asSigned(request.uri()))
            .with(new Header("x-amz-content-sha256", payload))
            .with(new Header("x-amz-date", MOMENT.format(attempt.at())));
    Outbound whole =
        sessionToken.isEmpty()
            ? dated
            : dated.with(new Header("x-amz-security-token", sessionToken));
    Map<String, String> signed = signed(whole);
    String names = String.join(";", signed.keySet());
    String canonical = canonical(whole, signed, names, payload);
    String scope = DAY.format(attempt.at()) + "/" + region + "/" + SERVICE + "/aws4_request";
    String toSign =
        String.join(
            "\n",
            ALGORITHM,
            MOMENT.format(attempt.at()),
            scope,
            Signatures.hex("SHA-256", Signatures.bytes(canonical)));
    byte[] signature = Signatures.keyed(HMAC, key(attempt.at()), Signatures.bytes(toSign));
    return whole.with(
        new Header(
            "Authorization",
            "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
                .formatted(ALGORITHM, keyId, scope, names, HexFormat.of().formatHex(signature))));
  }

  /** Headers by lower-case name, sorted, with the host. */
  private static Map<String, String> signed(Outbound request) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("host", host(request.uri()));
    for (Header header : request.headers()) {
      String value = header.value().strip().replaceAll(" +", " ");
      headers.merge(
          header.name().toLowerCase(Locale.ROOT), value, (first, second) -> first + "," + second);
    }
    return headers;
  }

  /** As the client says it: a port that is the scheme's own is left out. */
  private static String host(URI uri) {
    boolean usual =
        uri.getPort() < 0
            || uri.getPort() == ("https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80);
    return usual ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private static String canonical(
      Outbound request, Map<String, String> signed, String names, String payload) {
    String query =
        Query.of(request.uri()).parameters().stream()
            .map(each -> new Parameter(each.canonicalName(), each.canonicalValue()))
            .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
            .map(each -> each.name() + "=" + each.value())
            .collect(Collectors.joining("&"));
    String headers =
        signed.entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue() + "\n")
            .collect(Collectors.joining());
    return String.join("\n", request.method(), path(request.uri()), query, headers, names, payload);
  }

  /** Every segment percent-encoded once, in the one way there is; a plus is a plus in a path. */
  private static String path(URI uri) {
    String encoded =
        Stream.of(uri.getRawPath().split("/", -1))
            .map(each -> URLDecoder.decode(each.replace("+", "%2B"), StandardCharsets.UTF_8))
            .map(Encoding.PERCENT::of)
            .collect(Collectors.joining("/"));
    return encoded.isEmpty() ? "/" : encoded;
  }

  /** Some stores sign the path as it came: so it comes as it is signed. */
  private static URI asSigned(URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path(uri) + query);
  }

  private byte[] key(Instant at) {
    byte[] key = Signatures.bytes("AWS4" + secret);
    for (String part : List.of(DAY.format(at), region, SERVICE, "aws4_request")) {
      key = Signatures.keyed(HMAC, key, Signatures.bytes(part));
    }
    return key;
  }

  /** Makes it from the settings of an access key. */
  static final class Maker implements Adapters.Kind {
    @Override
    public String name() {
      return "sigv4";
    }

    @Override
    public Set<String> gives() {
      return Set.of();
    }

    @Override
    public Set<String> reads() {
      return Set.of("access_key_id", "secret_access_key", "region");
    }

    @Override
    public Optional<Adapter> bind(JsonNode settings, Place place, Problems problems) {
      return Optional.of(new SigV4(settings));
    }
  }
}
