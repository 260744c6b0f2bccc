package io.tagyard.destination.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a parameter into the query that proves the others. Two ways are about: {@code hmac-sha256},
 * keyed by the secret, over the query as it is sent without that parameter; and {@code md5} over a
 * text in which the secret stands, such as {@code {secret}{orderNumber}{orderValue}}. Either takes
 * such a text: {@code {name}} is the decoded value of a parameter, byte for byte the one that is
 * sent. The parameter keeps the place where the definition puts it, else it is the last. Without a
 * secret nothing is signed.
 */
final class SignedQuery implements Adapter {
  private static final Pattern NAME = Pattern.compile("\\{([^{}]+)}");
  private static final List<String> ALGORITHMS = List.of("hmac-sha256", "md5");

  private final String secret;
  private final String parameter;
  private final String algorithm;
  private final String text;
  private final String prefix;

  private SignedQuery(JsonNode settings) {
    this.secret = settings.path("signature_secret").asText("");
    this.parameter = settings.path("signature_parameter").asText();
    this.algorithm = settings.path("signature_algorithm").asText("hmac-sha256");
    this.text = settings.path("signature_text").asText("");
    this.prefix = settings.path("signature_prefix").asText("");
  }

  @Override
  public Outbound finish(Outbound request, List<String> eventIds, Attempt attempt) {
    if (secret.isEmpty()) {
      return request;
    }
    Query query = Query.of(request.uri());
    String value = prefix + signature(query.without(parameter));
    return request.at(query.with(parameter, value).in(request.uri()));
  }

  private String signature(Query query) {
    byte[] message = Signatures.bytes(text.isEmpty() ? query.toString() : filled(query));
    return algorithm.equals("md5")
        ? Signatures.hex("MD5", message)
        : HexFormat.of()
            .formatHex(Signatures.keyed("HmacSHA256", Signatures.bytes(secret), message));
  }

  private String filled(Query query) {
    return NAME.matcher(text)
        .replaceAll(found -> {
          String name = found.group(1);
          return Matcher.quoteReplacement(name.equals("secret") ? secret : query.value(name));
        });
  }

  /** Makes it from settings, which a definition gives as defaults where its platform fixes them. */
  static final class Maker implements Adapters.Kind {
    @Override
    public String name() {
      return "signed-query";
    }

    @Override
    public Set<String> gives() {
      return Set.of();
    }

    @Override
    public Set<String> reads() {
      return Set.of("signature_secret", "signature_parameter");
    }

    @Override
    public Optional<Adapter> bind(JsonNode settings, Place place, Problems problems) {
      SignedQuery adapter = new SignedQuery(settings);
      if (!ALGORITHMS.contains(adapter.algorithm)) {
        problems.error(
            "wrong-choice",
            place,
            "\"" + adapter.algorithm + "\" is no way to sign a query",
            adapter.algorithm,
            ALGORITHMS);
      } else if (adapter.secret.isEmpty()) {
        return Optional.of(adapter);
      } else if (adapter.parameter.isEmpty()) {
        problems.error(
            "missing-setting", place, "a signature needs the setting \"signature_parameter\"");
      } else if (adapter.algorithm.equals("md5") && !adapter.text.contains("{secret}")) {
        problems.error(
            "wrong-value",
            place,
            "signature_text: a text without {secret} proves nothing by md5 (expected: a text such"
                + " as {secret}{order}{value})");
      }
      return Optional.of(adapter);
    }
  }
}
