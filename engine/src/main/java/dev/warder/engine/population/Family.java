package dev.warder.engine.population;

/// What evidence is gathered about, and the part of the alerts left to chance that each kind of it
/// may cause. However much they depend on each other, all together cause no more than the sum of
/// the parts, which is one (the union bound).
enum Family {
  /// One consumer on one day.
  CONSUMERS(0.87, 1_000),
  /// One address on one day, over keys of several tenants.
  ADDRESSES(0.03, 100),
  /// One program on one network.
  NETWORKS(0.03, 100),
  /// One operation of one tenant in one hour, over several consumers.
  CHANGES(0.07, 100);

  /// Above 0; all add up to 1.
  final double part;

  /// How many of what is counted have to be known before rates are.
  final long enough;

  Family(double part, long enough) {
    this.part = part;
    this.enough = enough;
  }
}
