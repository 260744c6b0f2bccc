package io.tagyard.privacy;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes contact data out of a URL: a query value that looks like an e-mail address or a phone
 * number is emptied and its name stays, so that people see what was there; addresses elsewhere in
 * the URL, and a user name before the host, are cut.
 */
final class Urls {
  /** How deep links within links are looked into. */
  private static final int DEPTH = 3;

  private Urls() {}

  /**
   * A cleaned URL.
   *
   * @param cut how many values were taken out
   */
  record Clean(String url, int cut) {}

  static Clean clean(String url) {
    int hash = url.indexOf('#');
    String fragment = hash < 0 ? "" : url.substring(hash + 1);
    String front = hash < 0 ? url : url.substring(0, hash);
    int mark = front.indexOf('?');
    String path = withoutUser(mark < 0 ? front : front.substring(0, mark));
    Clean query = mark < 0 ? new Clean("", 0) : query(front.substring(mark + 1), DEPTH);
    Clean cleanPath = text(path);
    Clean cleanFragment = fragment.indexOf('=') >= 0 ? query(fragment, DEPTH) : text(fragment);
    return new Clean(
        cleanPath.url()
            + (mark < 0 ? "" : "?" + query.url())
            + (hash < 0 ? "" : "#" + cleanFragment.url()),
        cleanPath.cut() + query.cut() + cleanFragment.cut());
  }

  private static Clean query(String query, int depth) {
    List<String> kept = new ArrayList<>();
    int cut = 0;
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      if (Personal.in("", name)) {
        cut++;
      } else if (personal(PlainText.of(name), value) || link(value, depth)) {
        kept.add(name + "=");
        cut++;
      } else {
        kept.add(parameter);
      }
    }
    return new Clean(String.join("&", kept), cut);
  }

  /** In a query a plus is a blank, and an unencoded plus of a phone number arrives as one. */
  private static boolean personal(String name, String value) {
    return Personal.in(name, value)
        || value.indexOf('+') >= 0
            && (Personal.in(name, value.replace('+', ' '))
                || Personal.in(name, value.charAt(0) + value.substring(1).replace('+', ' ')));
  }

  /** Whether it is a link with something personal in its own query. */
  private static boolean link(String value, int depth) {
    String plain = depth > 0 ? PlainText.of(value) : "";
    int mark = plain.indexOf('?');
    return mark >= 0
        && plain.indexOf('=', mark) > 0
        && query(plain.substring(mark + 1), depth - 1).cut() > 0;
  }

  private static Clean text(String text) {
    if (!Personal.unmistakable(text)) {
      return new Clean(text, 0);
    }
    String[] segments = text.split("/", -1);
    int cut = 0;
    for (int i = 0; i < segments.length; i++) {
      if (Personal.unmistakable(segments[i])) {
        segments[i] = "";
        cut++;
      }
    }
    return cut > 0
        ? new Clean(String.join("/", segments), cut)
        : new Clean(upToPlus(text), 1); // over several segments: from its plus on, nothing stays
  }

  private static String upToPlus(String text) {
    int plus = text.indexOf('+');
    int encoded = text.indexOf('%');
    return text.substring(0, plus >= 0 ? plus : Math.max(encoded, 0));
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
