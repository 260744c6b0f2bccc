/**
 * The nouns: events in their three stages, ids, names, consent record, digests. Values only.
 *
 * <p>A stage is a type: {@code InboundEvent} (bytes, personal), {@code ValidEvent} (typed,
 * personal, memory only), {@code SafeEvent} (the only thing that can be stored or routed). The
 * content stays a JSON tree: a tag gateway hands on what it was given, with the names, order and
 * number texts it was given, and a tree of records would lose all three.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.event;
