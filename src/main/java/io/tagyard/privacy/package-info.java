/**
 * Decodes consent signals, decides, normalises, hashes, seals; makes {@code SafeEvent}.
 *
 * <p>Raw contact data is turned into named digests and dropped here, in memory, before anything is
 * stored. One normaliser feeds every platform: a platform that wants another form gets a further
 * named variant, nobody else hashes.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.privacy;
