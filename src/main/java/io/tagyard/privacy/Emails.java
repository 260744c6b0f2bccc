package io.tagyard.privacy;

import io.tagyard.privacy.Normalised.Refused;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses. All variants are trimmed and lower-cased; they differ in what they do to the
 * local part, and one digest for all platforms does not exist.
 *
 * <ul>
 *   <li>{@code basic}: nothing more; ASCII only (Meta, TikTok, Snap, Pinterest, LinkedIn, X)
 *   <li>{@code google}: white space inside removed; dots and plus tag removed for Gmail's two
 *       domains only, which are not folded into one (Data Manager API, formatting guide)
 *   <li>{@code strip}: dots and plus tag removed for every domain (Microsoft)
 *   <li>{@code reddit}: plus tag and everything that is no letter or digit removed (Reddit, manual
 *       advanced matching)
 *   <li>{@code amazon}: only letters, digits and {@code . @ - +} kept
 * </ul>
 */
final class Emails {
  private static final Set<String> GMAIL = Set.of("gmail.com", "googlemail.com");

  /** Addresses people type to get past a form: one digest, many persons. */
  static final Set<String> PLACEHOLDERS =
      Set.of(
          "test@test.com",
          "a@a.com",
          "none@none.com",
          "null@null.com",
          "na@na.com",
          "no@no.com",
          "no@email.com",
          "noemail@noemail.com",
          "example@example.com",
          "email@email.com");

  private static final int LENGTH_MAX = 320;

  private Emails() {}

  static Normaliser.Forms read(String raw, @Nullable String region) {
    String address = Texts.lower(Texts.trim(raw));
    if (Texts.junk(address)) {
      return Normaliser.Forms.refused("no e-mail address in it");
    }
    int at = address.indexOf('@');
    if (at < 1 || at != address.lastIndexOf('@') || address.length() > LENGTH_MAX) {
      return Normaliser.Forms.refused("an e-mail address has one @ with text before it");
    }
    String local = address.substring(0, at);
    String domain = address.substring(at + 1);
    if (!domainLike(Texts.withoutBlanks(domain))) {
      return Normaliser.Forms.refused("the domain of an e-mail address has at least two parts");
    }
    if (PLACEHOLDERS.contains(address)) {
      return Normaliser.Forms.refused("a placeholder that many people type");
    }
    return variant -> form(variant, local, domain);
  }

  private static Normalised form(String variant, String local, String domain) {
    return switch (variant) {
      case "google" -> google(Texts.withoutBlanks(local), Texts.withoutBlanks(domain));
      case "amazon" -> amazon(local, domain);
      case "reddit" -> reddit(local, domain);
      case "strip" -> exact(stripped(local), domain);
      default ->
          Texts.ascii(domain) && atoms(local)
              ? exact(local, domain)
              : new Refused("not an ASCII e-mail address; platforms that take it as typed refuse");
    };
  }

  private static Normalised google(String local, String domain) {
    return exact(GMAIL.contains(domain) ? stripped(local) : local, domain);
  }

  private static Normalised reddit(String local, String domain) {
    String kept = untagged(local);
    return Texts.ascii(kept)
        ? exact(Texts.without(kept, c -> !Texts.asciiLetterOrDigit(c)), domain)
        : new Refused("letters outside ASCII would be lost, which makes another address");
  }

  private static Normalised amazon(String local, String domain) {
    return exact(
        Texts.without(local, c -> !Texts.asciiLetterOrDigit(c) && ".-+".indexOf(c) < 0),
        Texts.without(domain, c -> !Texts.asciiLetterOrDigit(c) && ".-".indexOf(c) < 0));
  }

  private static Normalised exact(String local, String domain) {
    if (local.isEmpty()) {
      return new Refused("nothing is left before the @");
    }
    if (!Texts.all(local, c -> !Texts.blank(c)) || !Texts.all(domain, c -> !Texts.blank(c))) {
      return new Refused("white space inside the address");
    }
    return new Normalised.Text(local + "@" + domain);
  }

  private static String stripped(String local) {
    return untagged(local).replace(".", "");
  }

  private static String untagged(String local) {
    int plus = local.indexOf('+');
    return plus < 0 ? local : local.substring(0, plus);
  }

  /** What stands before the @ without quotes: RFC 5322's dot-atom. */
  private static boolean atoms(String local) {
    return local.charAt(0) != '.'
        && !local.endsWith(".")
        && !local.contains("..")
        && Texts.all(
            local, c -> Texts.asciiLetterOrDigit(c) || ".!#$%&'*+/=?^_`{|}~-".indexOf(c) >= 0);
  }

  private static boolean domainLike(String domain) {
    return domain.indexOf('.') > 0
        && !domain.endsWith(".")
        && !domain.contains("..")
        && Texts.all(domain, c -> Character.isLetterOrDigit(c) || mark(c) || c == '.' || c == '-');
  }

  private static boolean mark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
