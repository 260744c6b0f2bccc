/**
 * How a request gets to where it goes, whatever that is: {@link
 * io.tagyard.destination.carriage.Carriage} looks at the scheme of its address.
 *
 * <p>{@code http} and {@code https} are the courier's; a request that needs a token gets one from
 * {@link io.tagyard.destination.carriage.TokenDesk} first. Whatever carries it, the answer speaks
 * HTTP's language, so that the {@code answers} of a definition need no second one.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.destination.carriage;
