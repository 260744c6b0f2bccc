package io.tagyard.destination.adapter;

import io.tagyard.destination.expression.Encoding;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parameters of an address, in their order, as they are written there.
 *
 * @param parameters encoded
 */
record Query(List<Parameter> parameters) {
  /** One of them, encoded; a name that stands alone has an empty value. */
  record Parameter(String name, String value) {
    private static Parameter of(String text) {
      int equals = text.indexOf('=');
      return equals < 0
          ? new Parameter(text, "")
          : new Parameter(text.substring(0, equals), text.substring(equals + 1));
    }

    /** The name, decoded and encoded again, so that there is one way to write it. */
    String canonicalName() {
      return Encoding.PERCENT.of(decoded(name));
    }

    String canonicalValue() {
      return Encoding.PERCENT.of(decoded(value));
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
  }

  /** Those of this address. */
  static Query of(URI uri) {
    return of(uri.getRawQuery() == null ? "" : uri.getRawQuery());
  }

  /** Those of this text, {@code a=1&b=2}: a query or a form. */
  static Query of(String text) {
    List<Parameter> parameters = new ArrayList<>();
    for (String each : text.split("&")) {
      if (!each.isEmpty()) {
        parameters.add(Parameter.of(each));
      }
    }
    return new Query(List.copyOf(parameters));
  }

  /** The decoded value of the first parameter of this name; empty when there is none. */
  String value(String name) {
    return parameters.stream()
        .filter(each -> Parameter.decoded(each.name()).equals(name))
        .map(each -> Parameter.decoded(each.value()))
        .findFirst()
        .orElse("");
  }

  /** All but those of this name. */
  Query without(String name) {
    return new Query(
        parameters.stream().filter(each -> !Parameter.decoded(each.name()).equals(name)).toList());
  }

  /** With this value where the name stands, or at the end. */
  Query with(String name, String value) {
    Parameter set = new Parameter(Encoding.PERCENT.of(name), Encoding.PERCENT.of(value));
    List<Parameter> all = new ArrayList<>(parameters);
    for (int i = 0; i < all.size(); i++) {
      if (Parameter.decoded(all.get(i).name()).equals(name)) {
        all.set(i, set);
        return new Query(List.copyOf(all));
      }
    }
    all.add(set);
    return new Query(List.copyOf(all));
  }

  /** The address with these instead of its own. */
  URI in(URI uri) {
    String text = uri.toString();
    int start = text.indexOf('?');
    return URI.create((start < 0 ? text : text.substring(0, start)) + "?" + this);
  }

  @Override
  public String toString() {
    return parameters.stream()
        .map(each -> each.name() + "=" + each.value())
        .collect(Collectors.joining("&"));
  }
}
