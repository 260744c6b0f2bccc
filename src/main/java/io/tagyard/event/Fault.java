package io.tagyard.event;

/**
 * One thing wrong with an event: where, what was found, what is allowed.
 *
 * @param path the JSON path, for example {@code order.currency} or {@code order.items[1].price};
 *     empty for the whole
 * @param message what is wrong, with the kind of thing found; never the value of a personal field
 * @param expected what is allowed there
 */
public record Fault(String path, String message, String expected) {}
