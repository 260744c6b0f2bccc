package io.tagyard.intake;

import io.tagyard.event.ConsentMember;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.route.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a browser's own headers say about consent: the doors and {@code explain} read them here.
 *
 * @param gpc {@code Sec-GPC: 1} (W3C Global Privacy Control); proxies that join repeated headers
 *     write {@code 1, 1}
 * @param cookies values of the cookies of {@link ConsentMember#COOKIES}, by name; of no others
 */
public record BrowserSignals(boolean gpc, Map<String, List<String>> cookies) {
  /**
   * Reads them.
   *
   * @param secGpc values of every {@code Sec-GPC} header
   * @param cookie values of every {@code Cookie} header
   */
  public static BrowserSignals of(List<String> secGpc, List<String> cookie) {
    Map<String, List<String>> cookies = new TreeMap<>();
    for (String header : cookie) {
      for (String pair : header.split(";")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : pair.substring(0, equals).strip();
        if (ConsentMember.COOKIES.contains(name)) {
          cookies
              .computeIfAbsent(name, each -> new ArrayList<>())
              .add(unquoted(pair.substring(equals + 1).strip()));
        }
      }
    }
    return new BrowserSignals(isOne(secGpc), cookies);
  }

  /** A browser source's sender; what other sources have to say is in the event. */
  public Sender sender(Source source, @Nullable String ip, @Nullable String userAgent) {
    return source.kind() == SourceKind.BROWSER
        ? new Sender(
            source.workspace(),
            source.name(),
            source.kind(),
            source.channel(),
            ip,
            userAgent,
            gpc,
            cookies)
        : Sender.server(source.workspace(), source.name(), source.kind(), source.channel());
  }

  private static boolean isOne(List<String> headers) {
    for (String header : headers) {
      for (String value : header.split(",", -1)) {
        if (!value.strip().equals("1")) {
          return false;
        }
      }
    }
    return !headers.isEmpty();
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
