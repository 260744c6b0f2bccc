package io.tagyard.destination.definition;

/** What a whole template setting stands for, and so how it is read. */
public enum TemplateUse {
  /** The whole address of a request. */
  ADDRESS,
  /** A mapping: query, form. */
  FIELDS,
  /** A mapping of headers. */
  HEADERS,
  /** A JSON body: a text that is JSON, or a mapping. */
  JSON,
  /** Any text. */
  TEXT
}
