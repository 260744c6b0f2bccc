package io.tagyard.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated source and what its request itself says.
 *
 * @param channel the source's default channel
 * @param ip the visitor's address as seen by the gateway, in its short form, empty when the request
 *     came from nobody in the internet; only from browser sources, else null
 * @param userAgent likewise
 * @param gpc whether the browser sent {@code Sec-GPC: 1} (W3C Global Privacy Control)
 * @param consentCookies values of the browser's cookies of {@link ConsentMember#COOKIES}, by name
 */
public record Sender(
    String workspace,
    String source,
    SourceKind kind,
    @Nullable String channel,
    @Nullable String ip,
    @Nullable String userAgent,
    boolean gpc,
    Map<String, List<String>> consentCookies) {

  /** A sender without cookies. */
  public Sender(
      String workspace,
      String source,
      SourceKind kind,
      @Nullable String channel,
      @Nullable String ip,
      @Nullable String userAgent,
      boolean gpc) {
    this(workspace, source, kind, channel, ip, userAgent, gpc, Map.of());
  }

  /** A server or partner source: everything it has to say is in the event. */
  public static Sender server(
      String workspace, String source, SourceKind kind, @Nullable String channel) {
    return new Sender(workspace, source, kind, channel, null, null, false);
  }

  @Override
  public String toString() {
    return workspace + "/" + source;
  }
}
