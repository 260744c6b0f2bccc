package io.tagyard.destination;

/** What opens the way of a request, besides what it says itself. Immutable; tells no secret. */
public sealed interface Access permits TokenGrant, KafkaCluster {}
