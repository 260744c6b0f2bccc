/** What the grammar cannot say: small classes chosen by name in a definition. */
@org.jspecify.annotations.NullMarked
package io.tagyard.destination.adapter;
