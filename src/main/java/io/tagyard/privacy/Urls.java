package io.tagyard.privacy;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes contact data out of a URL: a query value that looks like an e-mail address or a phone
 * number is emptied and its name stays, so that people see what was there; addresses elsewhere in
 * the URL, and a user name before the host, are cut.
 */
final class Urls {
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
    Clean query = mark < 0 ? new Clean("", 0) : query(front.substring(mark + 1));
    Clean cleanPath = text(path);
    Clean cleanFragment = fragment.indexOf('=') >= 0 ? query(fragment) : text(fragment);
    return new Clean(
        cleanPath.url()
            + (mark < 0 ? "" : "?" + query.url())
            + (hash < 0 ? "" : "#" + cleanFragment.url()),
        cleanPath.cut() + query.cut() + cleanFragment.cut());
  }

  private static Clean query(String query) {
    List<String> kept = new ArrayList<>();
    int cut = 0;
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      if (Personal.in("", name)) {
        cut++;
      } else if (Personal.in(name, value) || Personal.in(name, blanksForPlus(value))) {
        kept.add(name + "=");
        cut++;
      } else {
        kept.add(parameter);
      }
    }
    return new Clean(String.join("&", kept), cut);
  }

  /** In a query a plus is a blank, and an unencoded plus of a phone number arrives as one. */
  private static String blanksForPlus(String value) {
    return value.indexOf('+') > 0 ? value.replace('+', ' ') : value;
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
    return new Clean(String.join("/", segments), cut);
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
