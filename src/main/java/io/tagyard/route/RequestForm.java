package io.tagyard.route;

import io.tagyard.diagnostic.Field;
import io.tagyard.diagnostic.FieldType;
import io.tagyard.diagnostic.Form;
import io.tagyard.diagnostic.YamlNode;

/** What a test may expect of a request. */
final class RequestForm {
  static final Field<String> METHOD = Field.optional("method", FieldType.TEXT, "The method.");
  static final Field<String> URL =
      Field.optional("url", FieldType.TEXT, "The whole URL with its query.");
  static final Field<YamlNode> HEADERS =
      Field.optional("headers", FieldType.ANY, "Some of its headers.");
  static final Field<YamlNode> QUERY =
      Field.optional("query", FieldType.ANY, "Some parameters of its query.");
  static final Field<YamlNode> FORM_FIELDS =
      Field.optional("form", FieldType.ANY, "Some fields of its form body.");
  static final Field<YamlNode> BODY =
      Field.optional("body", FieldType.ANY, "Some values of its JSON body, by path.");
  static final Field<String> TEXT = Field.optional("text", FieldType.TEXT, "The whole body.");
  static final Form FORM =
      Form.of("a request", METHOD, URL, HEADERS, QUERY, FORM_FIELDS, BODY, TEXT);

  private RequestForm() {}
}
