/**
 * What a destination is (a folder of YAML), what it sends, how its answers are judged, and the
 * courier that does all outbound HTTP.
 *
 * <p>A definition is parsed and checked once and bound to a connection's settings once; after that
 * no text is interpreted. Preparing a request and judging an answer are pure functions; only the
 * courier touches the network.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.destination;
