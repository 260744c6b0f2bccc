package io.tagyard.privacy;

import io.tagyard.event.Sha256;
import io.tagyard.privacy.Normalised.Refused;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Values that are digests already, recognised by shape alone: 64 hex digits, or base64 of 32 bytes.
 * A pattern of 64 or 32 letters and digits would take customer ids for digests.
 */
final class Prehashed {
  private static final int MD5_LENGTH = 32;
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern MD5 = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{43}=");
  private static final Set<String> JUNK =
      Stream.concat(
              Stream.of(
                  "",
                  " ",
                  "null",
                  "NULL",
                  "None",
                  "undefined",
                  "none",
                  "nil",
                  "nan",
                  "NaN",
                  "test",
                  "n/a",
                  "N/A",
                  "na",
                  "anonymous",
                  "unknown",
                  "-",
                  "0",
                  "true",
                  "false",
                  "{}",
                  "[]"),
              Emails.PLACEHOLDERS.stream())
          .map(Sha256::hex)
          .collect(Collectors.toUnmodifiableSet());

  private Prehashed() {}

  /**
   * What a digest-shaped value is good for: its lower-case hex, or a refusal; empty when the value
   * has no digest's shape and is to be normalised and hashed.
   *
   * @param md5Refused whether 32 hex digits are an MD5; for ids that programs make they are an id
   */
  static Optional<Normalised> recognise(String raw, boolean md5Refused) {
    if (raw.length() < MD5_LENGTH) {
      return Optional.empty();
    }
    String text = Texts.trim(raw);
    if (HEX.matcher(text).matches()) {
      return Optional.of(unlessJunk(Texts.lower(text)));
    }
    if (BASE64.matcher(text).matches()) {
      byte[] digest = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
      return Optional.of(unlessJunk(HexFormat.of().formatHex(digest)));
    }
    return md5Refused && MD5.matcher(text).matches()
        ? Optional.of(new Refused("an MD5 digest; platforms compare SHA-256 only"))
        : Optional.empty();
  }

  private static Normalised unlessJunk(String hex) {
    return JUNK.contains(hex)
        ? new Refused("the digest of an empty or placeholder value")
        : new Normalised.Text(hex);
  }
}
