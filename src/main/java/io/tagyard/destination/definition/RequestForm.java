package io.tagyard.destination.definition;

import io.tagyard.diagnostic.Field;
import io.tagyard.diagnostic.FieldType;
import io.tagyard.diagnostic.Form;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.YamlNode;
import java.util.List;

/** What an entry of {@code request} may hold. */
final class RequestForm {
  static final Field<List<Placed<String>>> FOR =
      Field.optional("for", FieldType.TEXT.oneOrMany(), "Events it is for; left out = all.");
  static final Field<YamlNode> IF =
      Field.optional("if", FieldType.ANY, "What must be present for it to be used.");
  static final Field<YamlNode> METHOD =
      Field.optional("method", FieldType.ANY, "The HTTP method; GET without a body, else POST.");
  static final Field<YamlNode> URL =
      Field.required("url", FieldType.ANY, "The address; its host is written out.");
  static final Field<YamlNode> PATH =
      Field.optional("path", FieldType.ANY, "Further segments of the path, each encoded.");
  static final Field<YamlNode> QUERY =
      Field.optional("query", FieldType.ANY, "Parameters of the query.");
  static final Field<YamlNode> HEADERS = Field.optional("headers", FieldType.ANY, "Headers.");
  static final Field<YamlNode> BODY = Field.optional("body", FieldType.ANY, "A JSON body.");
  static final Field<YamlNode> FORM =
      Field.optional("form", FieldType.ANY, "A urlencoded form as the body.");
  static final Field<YamlNode> TEXT = Field.optional("text", FieldType.ANY, "A text as the body.");
  static final Field<YamlNode> BASIC =
      Field.required("basic", FieldType.ANY, "User name and password, a list of two texts.");
  static final Form AUTH = Form.of("an authentication", BASIC);
  static final Field<io.tagyard.diagnostic.Reading> AUTHENTICATION =
      Field.optional("auth", AUTH, "HTTP authentication.");
  static final Field<List<Placed<YamlNode>>> BATCH_BY =
      Field.optional(
          "batch_by", FieldType.ANY.list(), "Values that are equal for all events of a request.");

  static final Form FORM_OF_A_REQUEST =
      Form.of(
          "a request",
          FOR,
          IF,
          METHOD,
          URL,
          PATH,
          QUERY,
          HEADERS,
          AUTHENTICATION,
          BODY,
          FORM,
          TEXT,
          BATCH_BY);

  private RequestForm() {}
}
