package io.tagyard.destination;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.expression.Encoding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people may see of a request or an answer: no secret in any of the forms it travels in, no
 * raw personal value, of a digest only its first characters.
 */
public final class Masking {
  /** Stands where something was. */
  public static final String HIDDEN = "***";

  private static final int DIGEST_SHOWN = 6;
  private static final int SHORT = 6;
  private static final Pattern DIGEST =
      Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "\\b((?i:Bearer|Basic))( +)(?=[A-Za-z0-9+/=._~-]*[A-Z0-9+/=_~])[A-Za-z0-9+/=._~-]{8,}");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)([?&](?:access_token|token|api_key|key|api_secret|secret|signature|postback_key"
              + "|security_token|verification_token)=)[^&\\s\"]+");
  private static final Set<String> SECRET_HEADERS =
      Set.of(
          "authorization",
          "proxy-authorization",
          "x-api-key",
          "api-key",
          "access-token",
          "developer-token",
          "webhook-signature",
          "cookie");

  private final @Nullable Pattern secrets;

  /** Hides these secrets. */
  public Masking(Collection<String> secrets) {
    this.secrets = any(secrets);
  }

  private static @Nullable Pattern any(Collection<String> hidden) {
    Set<String> forms = new LinkedHashSet<>();
    for (String secret : hidden) {
      if (!secret.isBlank()) {
        forms.add(bounded(secret));
        forms.add(bounded(Encoding.PERCENT.of(secret)));
        forms.add(bounded(URLEncoder.encode(secret, StandardCharsets.UTF_8)));
        forms.add(bounded(Encoding.JSON_STRING.of(secret)));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(bounded(Base64.getEncoder().encodeToString(bytes)));
        forms.add(bounded(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
      }
    }
    return forms.isEmpty()
        ? null
        : Pattern.compile(
            forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .collect(Collectors.joining("|")));
  }

  /** A very short secret is hidden only where it stands alone: a T is in every word. */
  private static String bounded(String text) {
    String quoted = Pattern.quote(text);
    return text.length() < SHORT ? "(?<![A-Za-z0-9_])" + quoted + "(?![A-Za-z0-9_])" : quoted;
  }

  /** The text without secrets, and digests cut. */
  public String text(String text) {
    String hidden = secrets == null ? text : secrets.matcher(text).replaceAll(HIDDEN);
    hidden = NAMED.matcher(hidden).replaceAll("$1" + HIDDEN);
    hidden = CREDENTIAL.matcher(hidden).replaceAll("$1$2" + HIDDEN);
    return DIGEST
        .matcher(hidden)
        .replaceAll(
            found -> Matcher.quoteReplacement(found.group().substring(0, DIGEST_SHOWN) + "…"));
  }

  /**
   * People's view of a request: {@code method}, {@code url}, {@code headers}, {@code body} as text.
   */
  public ObjectNode request(Outbound request) {
    Pattern personal = any(request.personal());
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("method", request.method());
    view.put("url", hidden(request.uri().toString(), personal));
    ObjectNode headers = view.putObject("headers");
    for (Outbound.Header header : request.headers()) {
      boolean secret = SECRET_HEADERS.contains(header.name().toLowerCase(java.util.Locale.ROOT));
      headers.put(header.name(), secret ? HIDDEN : hidden(header.value(), personal));
    }
    if (request.access() instanceof TokenGrant) {
      headers.put("Authorization", HIDDEN);
    }
    if (request.body().length > 0) {
      view.put("body", hidden(new String(request.body(), StandardCharsets.UTF_8), personal));
    }
    return view;
  }

  private String hidden(String text, @Nullable Pattern personal) {
    return text(personal == null ? text : personal.matcher(text).replaceAll(HIDDEN));
  }
}
