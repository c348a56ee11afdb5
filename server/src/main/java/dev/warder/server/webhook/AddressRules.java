package dev.warder.server.webhook;

import dev.warder.api.http.PeerList;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which addresses messages may go to, so that nobody who has a say in a name or a redirect makes
/// Warder talk to what only this machine reaches.
///
/// Guarantees an address that carries another (6to4, NAT64) counts as both; of IPv6 only what is
/// given out is taken, so that IPv4-mapped ones are that of IPv4 or none. Metadata services of
/// clouds, link-local, multicast and reserved addresses are refused for everybody
///
/// Source RFC 6890, RFC 6598, RFC 6052, RFC 3056, IANA special-purpose registries
final class AddressRules {
  private static final PeerList METADATA =
      PeerList.of(
          List.of(
              "169.254.169.254",
              "100.100.100.200",
              "168.63.129.16",
              "fd00:ec2::254",
              "fd20:ce::254",
              "fd00:c1::a9fe:a9fe"));
  private static final PeerList PRIVATE =
      PeerList.of(
          List.of(
              "127.0.0.0/8",
              "::1/128",
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "100.64.0.0/10",
              "fc00::/7"));
  private static final PeerList REFUSED =
      PeerList.of(
          List.of(
              "0.0.0.0/8",
              "169.254.0.0/16",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "2001::/23",
              "2001:db8::/32",
              "3fff::/20"));
  private static final PeerList GIVEN_OUT = PeerList.of(List.of("2000::/3"));
  private static final PeerList NAT64 = PeerList.of(List.of("64:ff9b::/96"));
  private static final PeerList SIX_TO_FOUR = PeerList.of(List.of("2002::/16"));
  private static final int LAST_FOUR = 12;

  private AddressRules() {}

  /// Why messages may not go to an address; empty if they may.
  static Optional<String> objection(InetAddress address, Hook.Reach reach) {
    Optional<String> outer = plain(address, reach);
    return outer.isPresent()
        ? outer
        : carried(address).flatMap(inner -> plain(inner, reach)).map(why -> why + ", wrapped");
  }

  private static Optional<String> plain(InetAddress address, Hook.Reach reach) {
    String text = text(address);
    if (METADATA.contains(text)) {
      return Optional.of("is that of a cloud's metadata");
    }
    if (PRIVATE.contains(text)) {
      return reach == Hook.Reach.PRIVATE
          ? Optional.empty()
          : Optional.of("is private; allow_private lets a receiver be there");
    }
    boolean isElsewhere =
        address instanceof Inet6Address && !GIVEN_OUT.contains(text) && !NAT64.contains(text);
    return REFUSED.contains(text) || isElsewhere
        ? Optional.of("is none that a receiver can have")
        : Optional.empty();
  }

  /// The address of IPv4 within one of IPv6.
  private static Optional<InetAddress> carried(InetAddress address) {
    if (address instanceof Inet4Address) {
      return Optional.empty();
    }
    byte[] bytes = address.getAddress();
    String text = text(address);
    int at = SIX_TO_FOUR.contains(text) ? 2 : LAST_FOUR;
    if (at == LAST_FOUR && !NAT64.contains(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /// Without the interface that a link-local one may name.
  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }
}
