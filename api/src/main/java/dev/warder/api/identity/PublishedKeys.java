package dev.warder.api.identity;

import java.nio.charset.StandardCharsets;

/// The public keys of this installation. Safe for use by many threads; never waits.
@FunctionalInterface
public interface PublishedKeys {
  /// Of an installation that signs nothing.
  PublishedKeys NONE = () -> "{\"keys\":[]}".getBytes(StandardCharsets.US_ASCII);

  /// They as a JWKS; not to be changed.
  byte[] json();
}
