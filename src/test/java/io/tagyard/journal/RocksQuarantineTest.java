package io.tagyard.journal;

/** The embedded journal keeps the contract about quarantined events. */
class RocksQuarantineTest extends QuarantineContract implements RocksEngine {}
