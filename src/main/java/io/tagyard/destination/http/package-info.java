/**
 * The courier: all outbound HTTP of the house, and the addresses it may go to.
 *
 * <p>Micronaut's Netty client does the work. It has no public builder for a name resolver outside
 * of an application context, so the courier is made with the client's long constructor: the checked
 * address must be the connected one, and only a resolver is asked at that moment.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.destination.http;
