package dev.warder.policy.place;

import dev.warder.model.network.IpAddress;
import dev.warder.policy.text.Parsed;

/// Somewhere calls come from, as declared.
///
/// - Shape: `203.0.113.0/24`, `2001:db8::/32`, `198.51.100.7`, `AS14061`, `DE`
public sealed interface Place {

  /// All addresses with the same first bits. An IPv6-mapped IPv4 network is that IPv4 network; an
  /// IPv6 network never holds IPv4 addresses, not even `::/0`.
  ///
  /// @param first its first address
  /// @param length how many bits are the same: 0 to 32 for IPv4, 0 to 128 for IPv6
  record Network(IpAddress first, int length) implements Place {
    public Network {
      if (length < 0 || length > (first.isIpv4() ? 32 : 128)) {
        throw new IllegalArgumentException("length is " + length);
      }
      if (!first.equals(cut(first, length))) {
        throw new IllegalArgumentException("bits are set behind the prefix");
      }
    }

    IpAddress last() {
      int bits = first.isIpv4() ? length + 96 : length;
      return new IpAddress(
          first.high() | ~mask(Math.min(bits, 64)), first.low() | ~mask(Math.max(bits - 64, 0)));
    }

    boolean isIpv4() {
      return first.isIpv4();
    }

    /// The network around an address.
    static IpAddress cut(IpAddress address, int length) {
      int bits = address.isIpv4() ? length + 96 : length;
      return new IpAddress(
          address.high() & mask(Math.min(bits, 64)), address.low() & mask(Math.max(bits - 64, 0)));
    }

    private static long mask(int bits) {
      return bits == 0 ? 0 : -1L << (64 - bits);
    }

    @Override
    public String toString() {
      boolean single = length == (first.isIpv4() ? 32 : 128);
      return single ? first.toString() : first + "/" + length;
    }
  }

  /// All networks announced by one autonomous system.
  ///
  /// @param number 1 to 4,294,967,294
  record AutonomousSystem(long number) implements Place {
    static final long MOST = 4_294_967_294L;

    public AutonomousSystem {
      if (number < 1 || number > MOST) {
        throw new IllegalArgumentException("number is " + number);
      }
    }

    @Override
    public String toString() {
      return "AS" + number;
    }
  }

  /// A country by its ISO 3166 alpha-2 code.
  ///
  /// @param code two capitals
  record Country(String code) implements Place {
    public Country {
      if (!PlaceReader.isCountry(code)) {
        throw new IllegalArgumentException("no country code");
      }
    }

    @Override
    public String toString() {
      return code;
    }
  }

  /// Reads a place, strictly.
  static Parsed<Place> parse(String text) {
    return PlaceReader.read(text);
  }
}
