package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;

/// Where calls come from: public ranges that an IP-to-AS table resolves. The addresses in them are
/// random draws and say nothing about their holders.
enum Network {
  AWS_VIRGINIA("34.200", "US", "NA", "America/New_York", "Virginia", "VA"),
  AWS_VIRGINIA_V6("2600:1f18:24e6:b901", "US", "NA", "America/New_York", "Virginia", "VA"),
  AWS_FRANKFURT("3.121", "DE", "EU", "Europe/Berlin", "Hesse", "HE"),
  AZURE("40.114.12", "US", "NA", "America/New_York", "Virginia", "VA"),
  GOOGLE_CLOUD("34.105.20", "US", "NA", "America/Los_Angeles", "Oregon", "OR"),
  DIGITALOCEAN("188.166.10", "NL", "EU", "Europe/Amsterdam", "North Holland", "NH"),
  COMCAST("76.105", "US", "NA", "America/Los_Angeles", "Oregon", "OR"),
  CHARTER("68.185", "US", "NA", "America/Chicago", "Missouri", "MO"),
  COX("98.189", "US", "NA", "America/Los_Angeles", "California", "CA"),
  CENTURYLINK("75.171.200", "US", "NA", "America/Denver", "Colorado", "CO"),
  TELEKOM("91.10", "DE", "EU", "Europe/Berlin", "Bavaria", "BY"),
  TELEKOM_V6("2003:e7:1f08:4a00", "DE", "EU", "Europe/Berlin", "Bavaria", "BY"),
  KPN("86.82", "NL", "EU", "Europe/Amsterdam", "South Holland", "ZH"),
  TELENOR("46.66", "NO", "EU", "Europe/Oslo", "Vestland", "46"),
  ORANGE("217.128", "FR", "EU", "Europe/Paris", "Normandy", "NOR"),
  /// Rented servers; only the thief calls from here.
  RENTED_SERVERS("51.222", "CA", "NA", "America/Toronto", "Quebec", "QC");

  private final String prefix;
  final String country;
  final String continent;
  final String timezone;
  final String region;
  final String regionCode;

  Network(
      String prefix,
      String country,
      String continent,
      String timezone,
      String region,
      String regionCode) {
    this.prefix = prefix;
    this.country = country;
    this.continent = continent;
    this.timezone = timezone;
    this.region = region;
    this.regionCode = regionCode;
  }

  /// An address of this network: the octets or groups that its prefix leaves open are drawn.
  Address address(Draw draw) {
    StringBuilder text = new StringBuilder(prefix);
    boolean ipv6 = prefix.indexOf(':') >= 0;
    int parts = prefix.split(ipv6 ? ":" : "\\.").length;
    for (; parts < (ipv6 ? 8 : 4); parts++) {
      if (ipv6) {
        text.append(':').append(Integer.toHexString(draw.between(0x1000, 0xFFFF)));
      } else {
        text.append('.').append(draw.between(1, 254));
      }
    }
    return new Address(text.toString(), this);
  }

  /// One address and the network it lies in.
  record Address(String text, Network network) {}
}
