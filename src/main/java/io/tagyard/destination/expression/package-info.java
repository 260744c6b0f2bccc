/**
 * The small closed language of docs/expressions.md: field expressions, texts with expressions in
 * them, and shapes.
 *
 * <p>Parsed and checked at load, with the place of every fault; compiled to trees of records. At
 * run time a value is a JSON node, and absence is Java's null: no text is interpreted per event.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.destination.expression;
