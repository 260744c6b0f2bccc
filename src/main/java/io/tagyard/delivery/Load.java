package io.tagyard.delivery;

import io.tagyard.destination.Prepared;
import io.tagyard.privacy.ConsentDecision;
import io.tagyard.route.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Legs that travel in one request: all of one batch key.
 *
 * @param ready when they were prepared, by the steady clock
 */
record Load(Connection connection, List<Freight> freight, Instant ready) {
  /** A leg, prepared. */
  record Freight(Cargo cargo, Prepared.Element element, ConsentDecision consent) {}

  String host() {
    return freight.getFirst().element().host();
  }

  boolean isOlderThan(Duration age, Instant steady) {
    return ready.plus(age).isBefore(steady);
  }

  int size() {
    return freight.size();
  }

  List<Cargo> cargos() {
    return freight.stream().map(Freight::cargo).toList();
  }

  List<Long> positions() {
    return freight.stream().map(one -> one.cargo().position()).toList();
  }

  List<Prepared.Element> elements() {
    return freight.stream().map(Freight::element).toList();
  }

  /** Attempts of the leg that has most of them, and this one. */
  int attempt() {
    return 1 + freight.stream().mapToInt(one -> one.cargo().tries().count()).max().orElse(0);
  }

  Load firstHalf() {
    return new Load(connection, freight.subList(0, size() / 2), ready);
  }

  Load secondHalf() {
    return new Load(connection, freight.subList(size() / 2, size()), ready);
  }
}
