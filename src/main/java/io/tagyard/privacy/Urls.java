package io.tagyard.privacy;

import io.tagyard.privacy.NameLook.Saying;
import java.util.Set;

/**
 * Takes contact data out of a URL: a query value that looks like contact data, or whose name says
 * that it is, is emptied and its name stays, so that people see what was there; contact data
 * elsewhere in the URL, and a user name before the host, are cut.
 */
final class Urls {
  /** How deep links within links are looked into. */
  private static final int DEPTH = 3;

  /** Parameters whose values are ids of clicks (docs of the platforms that append them). */
  private static final Set<String> CLICKS =
      Set.of(
          "gclid",
          "wbraid",
          "gbraid",
          "dclid",
          "gclsrc",
          "fbclid",
          "ttclid",
          "msclkid",
          "twclid",
          "li_fat_id",
          "epik",
          "rdt_cid",
          "sccid",
          "ScCid",
          "irclickid",
          "clickid",
          "click_id",
          "cjevent",
          "awc",
          "ranSiteID",
          "tduid",
          "yclid",
          "igshid",
          "srsltid",
          "_gl",
          "mc_cid",
          "mc_eid",
          "vmcid",
          "obclid",
          "tblci",
          "admitad_uid",
          "kwk",
          "utm_id");

  private Urls() {}

  /**
   * A cleaned URL.
   *
   * @param cut how many values were taken out
   */
  record Clean(String url, int cut) {}

  static Clean clean(String url) {
    int hash = url.indexOf('#');
    int mark = url.indexOf('?');
    if (hash < 0 && mark < 0 && Glance.of(url) == 0) {
      return new Clean(url, 0); // most addresses of pages
    }
    String fragment = hash < 0 ? "" : url.substring(hash + 1);
    String front = hash < 0 ? url : url.substring(0, hash);
    mark = front.indexOf('?');
    Clean path = text(withoutUser(mark < 0 ? front : front.substring(0, mark)));
    Clean query = mark < 0 ? new Clean("", 0) : query(front.substring(mark + 1), DEPTH);
    Clean cleanFragment = fragment.indexOf('=') >= 0 ? query(fragment, DEPTH) : text(fragment);
    return new Clean(
        path.url()
            + (mark < 0 ? "" : "?" + query.url())
            + (hash < 0 ? "" : "#" + cleanFragment.url()),
        path.cut() + query.cut() + cleanFragment.cut());
  }

  private static Clean query(String query, int depth) {
    StringBuilder kept = null;
    boolean first = true;
    int cut = 0;
    for (int start = 0; start <= query.length(); ) {
      int and = query.indexOf('&', start);
      int end = and < 0 ? query.length() : and;
      int left = kept(query, start, end, depth);
      if (left < end) {
        cut++;
        kept =
            kept == null
                ? new StringBuilder(query).delete(Math.max(start - 1, 0), query.length())
                : kept;
      }
      if (kept != null && (left > start || start == end)) {
        kept.append(first ? "" : "&").append(query, start, left);
      }
      first &= left == start && start < end;
      start = end + 1;
    }
    return new Clean(kept == null ? query : kept.toString(), cut);
  }

  /** Up to where a parameter stays: to its end, to its value, or not at all. */
  private static int kept(String query, int start, int end, int depth) {
    int equals = query.indexOf('=', start);
    int nameEnd = equals < 0 || equals > end ? end : equals;
    String name = query.substring(start, nameEnd);
    if (Personal.in(Ground.TEXT, "", name)) {
      return start;
    }
    if (nameEnd == end) {
      return end;
    }
    String value = query.substring(nameEnd + 1, end);
    return personal(name, value) || link(value, depth) ? nameEnd + 1 : end;
  }

  /** In a query a plus is a blank, and an unencoded plus of a phone number arrives as one. */
  private static boolean personal(String encoded, String value) {
    if (value.isEmpty()) {
      return false;
    }
    String name = encoded.indexOf('%') < 0 ? encoded : PlainText.of(encoded);
    Ground ground = CLICKS.contains(name) ? Ground.IDENTIFIER : Ground.NAMED;
    return Personal.in(ground, name, value)
        || value.indexOf('+') >= 0
            && (Personal.in(ground, name, value.replace('+', ' '))
                || Personal.in(
                    ground, name, value.charAt(0) + value.substring(1).replace('+', ' ')));
  }

  /** Whether it is a link with something personal in its own query. */
  private static boolean link(String value, int depth) {
    if (depth == 0 || value.indexOf('?') < 0 && value.indexOf('%') < 0) {
      return false;
    }
    String plain = PlainText.of(value);
    int mark = plain.indexOf('?');
    return mark >= 0
        && plain.indexOf('=', mark) > 0
        && query(plain.substring(mark + 1), depth - 1).cut() > 0;
  }

  /** Whether a text is written as a query in which a name says that its value is personal. */
  static boolean names(String text) {
    int start = text.indexOf('?') + 1;
    while (start < text.length()) {
      int and = text.indexOf('&', start);
      int end = and < 0 ? text.length() : and;
      int equals = text.indexOf('=', start);
      if (equals > start
          && equals < end
          && NameLook.of(text.substring(start, equals)) == Saying.PERSON
          && Personal.says(text.substring(equals + 1, end))) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  private static Clean text(String text) {
    if (Glance.of(text) == 0) {
      return new Clean(text, 0);
    }
    String[] segments = text.split("/", -1);
    int cut = 0;
    for (int i = 0; i < segments.length; i++) {
      if (Personal.in(Ground.TEXT, "", segments[i])) {
        segments[i] = "";
        cut++;
      }
    }
    String left = cut > 0 ? String.join("/", segments) : text;
    return Personal.in(Ground.IDENTIFIER, "", left)
        ? new Clean(left.substring(0, signOf(left)), cut + 1) // over several segments
        : new Clean(left, cut);
  }

  /** Where a number that is written over several segments begins at the earliest. */
  private static int signOf(String text) {
    int i = 0;
    while (i < text.length() && "+(%@".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i < text.length() ? i : 0;
  }

  private static String withoutUser(String path) {
    int start = path.indexOf("//");
    if (start < 0) {
      return path;
    }
    int end = path.indexOf('/', start + 2);
    int at = path.lastIndexOf('@', end < 0 ? path.length() : end);
    return at > start ? path.substring(0, start + 2) + path.substring(at + 1) : path;
  }
}
