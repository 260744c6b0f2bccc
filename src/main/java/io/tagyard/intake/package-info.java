/**
 * The HTTP doors for events, in every accepted format, and the recipe: judge, make safe, keep.
 *
 * <p>Intake may refuse but never sends; it touches delivery only through the journal.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.intake;
