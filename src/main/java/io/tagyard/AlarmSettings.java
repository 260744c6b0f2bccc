package io.tagyard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import io.tagyard.delivery.AlarmPost;
import io.tagyard.delivery.Carrier;
import io.tagyard.destination.adapter.Adapter;
import io.tagyard.destination.adapter.Adapters;
import io.tagyard.diagnostic.HostForm;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.event.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where alarms are sent, as the settings say. */
final class AlarmSettings {
  private static final String SIGNING = "standard-webhooks";

  private AlarmSettings() {}

  /**
   * Empty without a url.
   *
   * @throws CannotStart when url or secret are none
   */
  static Optional<AlarmPost> of(Settings settings, Carrier carrier) {
    String url = settings.get(Setting.ALARMS_URL);
    return url.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AlarmPost(uri(url), signer(settings.get(Setting.ALARMS_SECRET)), carrier));
  }

  private static URI uri(String url) {
    if (HostForm.isOddIpv4(url)) {
      throw new CannotStart("alarms.url: " + HostForm.IPV4);
    }
    try {
      URI uri = new URI(url);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below, without the address, which may hold a token
    }
    throw new CannotStart("alarms.url is no address (expected: https://host/path)");
  }

  private static Adapter signer(String secret) {
    ObjectNode settings = Json.mapper().createObjectNode();
    if (!secret.isEmpty()) {
      settings.putArray("secrets").add(secret);
    }
    Problems problems = new Problems();
    return Adapters.of(SIGNING)
        .flatMap(
            kind -> kind.bind(settings, Place.start(SourceText.of("alarms.secret", "")), problems))
        .filter(adapter -> !problems.hasErrors())
        .orElseThrow(() ->
            new CannotStart(
                "alarms.secret is no whsec_ and base64 (expected: 24 to 64 random bytes)"));
  }
}
