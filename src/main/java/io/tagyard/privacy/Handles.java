package io.tagyard.privacy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Identifiers that programs made: customer ids, device ids, addresses of machines. */
final class Handles {
  private static final Pattern NO_DEVICE = Pattern.compile("[0-]+");
  private static final Pattern IP =
      Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}|[0-9a-f:]*:[0-9a-f:.]*(?:%[0-9a-z]+)?");

  private Handles() {}

  /** {@code lower} without white space (Meta), {@code trim} as it is. */
  static Normaliser.Forms externalId(String raw, @Nullable String region) {
    String id = Texts.trim(raw);
    if (Texts.junk(Texts.lower(id))) {
      return Normaliser.Forms.refused("no id in it");
    }
    return variant ->
        new Normalised.Text(variant.equals("trim") ? id : Texts.withoutBlanks(Texts.lower(id)));
  }

  /**
   * {@code upper} for iOS ids, {@code lower} for Android's (Reddit); the all-zero id of a device
   * that refused tracking is no id.
   */
  static Normaliser.Forms deviceId(String raw, @Nullable String region) {
    String id = Texts.trim(raw);
    if (Texts.junk(Texts.lower(id)) || NO_DEVICE.matcher(id).matches()) {
      return Normaliser.Forms.refused("no device id in it");
    }
    return variant ->
        new Normalised.Text(variant.equals("upper") ? Texts.upper(id) : Texts.lower(id));
  }

  static Normaliser.Forms ip(String raw, @Nullable String region) {
    String address = Texts.lower(Texts.trim(raw));
    return IP.matcher(address).matches()
        ? Normaliser.Forms.same(address)
        : Normaliser.Forms.refused("not an IP address");
  }
}
