package dev.warder.model.finding;

import static java.util.Objects.requireNonNull;

/// What one facet of behaviour adds to the case, usual against seen.
///
/// @param facet which side of the behaviour
/// @param nats log evidence for theft against the innocent explanation; natural logarithm
/// @param usual what the key did before, in words
/// @param seen what it did now, in words
/// @param newTo the widest circle to which the value is new
public record FacetEvidence(Facet facet, double nats, String usual, String seen, Circle newTo) {

  public FacetEvidence {
    requireNonNull(facet, "facet is null");
    requireNonNull(usual, "usual is null");
    requireNonNull(seen, "seen is null");
    requireNonNull(newTo, "newTo is null");
  }

  /// To whom a value is new, narrowest first.
  public enum Circle {
    NOBODY,
    KEY,
    TENANT,
    WORLD
  }
}
