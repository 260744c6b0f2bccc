package io.tagyard.destination.carriage;

import java.util.Optional;

/**
 * Keeps refresh tokens that replaced those of the settings: a platform that rotates them takes the
 * old one only for a while, or not at all. Thread-safe.
 */
public interface TokenStore {
  /** Keeps nothing. */
  TokenStore NONE =
      new TokenStore() {
        @Override
        public Optional<String> newest(String grant) {
          return Optional.empty();
        }

        @Override
        public void keep(String grant, String refreshToken) {}
      };

  /** The newest token of this grant that was kept; empty when there is none that can be read. */
  Optional<String> newest(String grant);

  /** Keeps it durably; what stands in the way is reported, never thrown. */
  void keep(String grant, String refreshToken);
}
