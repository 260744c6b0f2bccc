/**
 * Reads workspaces and routes, says what is wrong with them, and plans the legs of an event.
 *
 * <p>A workspace is the unit of revision: it is read whole, checked whole and swapped whole.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.route;
