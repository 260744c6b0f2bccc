/**
 * The crash harness: a ledger that is never faulted, a producer that does not wait, platforms that
 * misbehave by a script, and a judge who holds every acknowledged event against what arrived.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.crash;
