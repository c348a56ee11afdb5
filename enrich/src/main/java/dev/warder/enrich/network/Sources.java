package dev.warder.enrich.network;

import static java.util.Objects.requireNonNull;

import dev.warder.model.SharedTexts;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.model.network.IpAddress;

/// Makes the canonical source of an address. Any thread may use it.
///
///     3.225.16.109                  -> AS14618 US
///     10.8.8.77                     -> private 10.8.8.0/24
///     203.0.113.9, hint NL          -> 203.0.113.0/24 NL
///     2001:db8:1::9                 -> 2001:db8:1::/48
///     secretsmanager.amazonaws.com  -> service secretsmanager.amazonaws.com
///     anything else                 -> unknown
///
/// - Errors: never throws on input
public final class Sources {

  private static final int SHARED_BITS = 14;

  private final NetworkTable networks;
  private final SharedTexts shared = new SharedTexts(SHARED_BITS);

  public Sources(NetworkTable networks) {
    this.networks = requireNonNull(networks, "networks is null");
  }

  /// Where a call with this address comes from.
  ///
  /// @param address as the log has it; see [AddressText]
  /// @param countryHint the country that the log itself gives, empty if none
  public Source source(String address, String countryHint) {
    return switch (AddressText.parse(address)) {
      case AddressText.Ip(IpAddress ip) -> source(ip, hint(countryHint));
      case AddressText.Service(String name) ->
          new Source(name, 0, "", "", SourceClass.SERVICE, "service " + name);
      case AddressText.Unreadable() -> Source.UNKNOWN;
    };
  }

  private static String hint(String text) {
    return CountryCode.text(CountryCode.of(text));
  }

  private Source source(IpAddress address, String hint) {
    IpAddress networked = address.networked();
    if (networked.isUnspecified()) {
      return withoutNetwork(address, "", SourceClass.UNKNOWN, Source.UNKNOWN.canonical());
    }
    if (networked.isPrivate()) {
      return withoutNetwork(address, "", SourceClass.PRIVATE, "private " + networked.prefix());
    }
    int entry = networks.find(networked);
    int number = networks.asNumber(entry);
    if (number == 0) {
      String country = hint.isEmpty() ? networks.country(entry) : hint;
      String canonical = located(networked.prefix(), country);
      return withoutNetwork(address, country, SourceClass.UNKNOWN, canonical);
    }
    String country = networks.country(entry).isEmpty() ? hint : networks.country(entry);
    return new Source(
        address.toString(),
        number,
        networks.organization(entry),
        country,
        networks.sourceClass(entry),
        shared.share(located("AS" + number, country)));
  }

  private Source withoutNetwork(
      IpAddress address, String country, SourceClass sourceClass, String canonical) {
    return new Source(address.toString(), 0, "", country, sourceClass, shared.share(canonical));
  }

  private static String located(String network, String country) {
    return country.isEmpty() ? network : network + " " + country;
  }
}
