package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.diagnostic.Place;

/**
 * What stands between a function's brackets.
 *
 * @param value true, false, a number or a text
 * @param bare whether it is a bare word, which may also name a table or a setting
 */
record Argument(JsonNode value, boolean bare, Place place) {
  String text() {
    return Values.text(value);
  }
}
