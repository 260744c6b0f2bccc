/**
 * The operators' HTTP API: what happened to an event, where every leg stands, what to do about it.
 *
 * <p>Every call needs an operator key; only health and metrics are open, because probes and
 * scrapers carry none.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.operator;
