/**
 * Brings every leg to its fate: dispatcher, lanes, parking, retries, dead letters, replay, balance.
 *
 * <p>The journal keeps events, a lane keeps a place in it and the store keeps only the exceptions:
 * parked legs, dead letters, order state. What surprises at first: a lane whose destination is down
 * does not park anything, it stands still, because its backlog in the journal costs nothing and
 * burns no attempts.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.delivery;
