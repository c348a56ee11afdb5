package dev.warder.gateway.tls;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/// Where it stands whose certificates callers may show.
///
/// @param authorities certificates in PEM of those who vouch for callers
/// @param revoked lists (CRL) in PEM of certificates that count no more; empty if nobody keeps any
/// @param demand whether callers without one may come
public record ClientFiles(Path authorities, Optional<Path> revoked, Demand demand) {
  public ClientFiles {
    requireNonNull(authorities, "authorities is null");
    requireNonNull(revoked, "revoked is null");
    requireNonNull(demand, "demand is null");
  }

  /// Whether callers without a certificate may come.
  public enum Demand {
    OPTIONAL,
    /// Who shows none, or none that is believed, is not spoken to.
    REQUIRED
  }
}
