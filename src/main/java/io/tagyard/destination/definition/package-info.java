/**
 * What a destination's folder says, read and checked: settings, what is accepted, requests,
 * answers, examples. Compiled once at load, bound to a connection's settings once; only places of
 * faults and compiled plans come out of here.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.destination.definition;
