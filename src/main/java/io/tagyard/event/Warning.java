package io.tagyard.event;

/**
 * Something about an event that was taken which its sender will want to know: not wrong enough to
 * refuse it.
 *
 * @param path the JSON path as sent, for example {@code order.items[0].sku}; empty for the whole
 * @param message what was found and what to do; never the value of a personal field
 */
public record Warning(String path, String message) {}
