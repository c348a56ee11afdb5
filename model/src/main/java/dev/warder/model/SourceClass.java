package dev.warder.model;

/// What kind of network a call comes from.
public enum SourceClass {
  /// The address is missing, or its network has no class in the table.
  UNKNOWN,
  /// Access networks of homes and offices.
  ISP,
  MOBILE,
  /// Large cloud platforms and content networks.
  CLOUD,
  /// Rented servers.
  HOSTING,
  /// Consumer VPNs and Tor exits.
  VPN,
  /// Company networks and company web gateways.
  CORPORATE,
  EDUCATION,
  /// RFC 1918, RFC 4193, loopback, link-local, carrier-grade NAT.
  PRIVATE,
  /// The provider's own service, calling on somebody's behalf; no network to speak of.
  SERVICE;

  /// Whether anybody can rent an address there within minutes and without a name.
  public boolean isRentable() {
    return this == CLOUD || this == HOSTING || this == VPN;
  }
}
