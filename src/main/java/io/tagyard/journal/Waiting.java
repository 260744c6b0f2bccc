package io.tagyard.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A caller of append who waits for its group. */
record Waiting(List<Prepared> entries, int bytes, CompletableFuture<List<Kept>> answer) {}
