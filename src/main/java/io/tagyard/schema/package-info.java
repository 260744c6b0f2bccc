/**
 * The catalogue of event schemas; judges JSON. An event is valid or it is quarantined with every
 * reason.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.schema;
