package io.tagyard.journal;

/** What is written beside an event so that it is found again. */
record Indexes(DedupKeys dedup, Lookups lookups, TimeIndex times) {}
