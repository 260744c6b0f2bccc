/**
 * Problems with a place, YAML that remembers places, forms that say what a file may hold, nearest
 * names.
 *
 * <p>A problem in somebody's file is a value that is collected, never an exception: people want all
 * of them at once.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.diagnostic;
