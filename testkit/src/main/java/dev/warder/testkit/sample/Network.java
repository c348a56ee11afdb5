package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;

/// Where calls come from: public ranges that an IP-to-AS table resolves. The addresses in them are
/// random draws and say nothing about their holders.
public enum Network {
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
  VERIZON("71.190.20", "US", "NA", "America/New_York", "New York", "NY"),
  ATT("12.34.5", "US", "NA", "America/Chicago", "Texas", "TX"),
  FREE("82.64", "FR", "EU", "Europe/Paris", "Île-de-France", "IDF"),
  /// Rented servers; from here on only thieves call from there.
  RENTED_SERVERS("51.222", "CA", "NA", "America/Toronto", "Quebec", "QC"),
  LINODE("45.79.140", "US", "NA", "America/New_York", "New Jersey", "NJ"),
  VULTR("45.32.144", "NL", "EU", "Europe/Amsterdam", "North Holland", "NH"),
  HETZNER("95.216.20", "FI", "EU", "Europe/Helsinki", "Uusimaa", "18"),
  ANONYMOUS_RELAYS("185.220.101", "DE", "EU", "Europe/Berlin", "Berlin", "BE"),
  ANONYMOUS_TUNNELS("193.138.218", "SE", "EU", "Europe/Stockholm", "Skåne", "M");

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
  public Address address(Draw draw) {
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
  public record Address(String text, Network network) {}
}
