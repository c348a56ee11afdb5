package dev.warder.model;

import static java.util.Objects.requireNonNull;

/// Where a call comes from, in the canonical form that profiles use as their unit.
///
/// An address is too fine (offices, clouds and phones change it all day), a country too coarse. The
/// canonical source is the network: `AS14618 US` where the address table knows it, else the prefix
/// (`203.0.113.0/24`, `2001:db8:1::/48`), with the log's own country where it gives one.
///
/// @param address textual address without port or zone, or the name of a provider's service; empty
///   if unknown
/// @param asNumber autonomous system, 0 if unknown
/// @param organization holder of the autonomous system; empty if unknown
/// @param country ISO 3166 alpha-2, empty if unknown
/// @param sourceClass what kind of network it is
/// @param canonical the unit of comparison, never empty
public record Source(
    String address,
    int asNumber,
    String organization,
    String country,
    SourceClass sourceClass,
    String canonical) {

  public static final Source UNKNOWN = new Source("", 0, "", "", SourceClass.UNKNOWN, "unknown");

  public Source {
    requireNonNull(address, "address is null");
    requireNonNull(organization, "organization is null");
    requireNonNull(country, "country is null");
    requireNonNull(sourceClass, "sourceClass is null");
    requireNonNull(canonical, "canonical is null");
    if (canonical.isEmpty()) {
      throw new IllegalArgumentException("canonical is empty");
    }
    if (asNumber < 0) {
      throw new IllegalArgumentException("asNumber is negative: " + asNumber);
    }
  }

  /// The source for people: `AS14618 US (Amazon.com, Inc.)`.
  public String words() {
    return organization.isEmpty() ? canonical : canonical + " (" + organization + ")";
  }
}
