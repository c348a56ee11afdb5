package dev.warder.api.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// Networks that peers may come from. Immutable; any thread may ask.
///
/// Shape `127.0.0.0/8`, `::1/128`, `10.1.2.3` (one address)
///
/// Errors [IllegalArgumentException] on a text that is no network; an address that cannot be read
/// is in none
public final class PeerList {
  private final List<Network> networks;

  private PeerList(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /// The networks that texts spell.
  public static PeerList of(List<String> texts) {
    List<Network> networks = new ArrayList<>();
    for (String text : texts) {
      networks.add(network(text));
    }
    return new PeerList(networks);
  }

  /// Whether an address is in one of the networks.
  public boolean contains(String address) {
    byte[] bits = bits(address);
    if (bits.length == 0) {
      return false;
    }
    for (Network network : networks) {
      if (network.contains(bits)) {
        return true;
      }
    }
    return false;
  }

  private static Network network(String text) {
    int slash = text.indexOf('/');
    byte[] bits = bits(slash < 0 ? text : text.substring(0, slash));
    if (bits.length == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no network; write one such as 10.0.0.0/8 or ::1/128");
    }
    int length = 8 * bits.length;
    if (slash >= 0) {
      length = length(text.substring(slash + 1), text, length);
    }
    return new Network(bits, length);
  }

  private static int length(String digits, String text, int most) {
    if (digits.isEmpty()
        || digits.length() > 3
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("'" + text + "' has no prefix length after the /");
    }
    int length = Integer.parseInt(digits);
    if (length > most) {
      throw new IllegalArgumentException("'" + text + "' has a prefix length above " + most);
    }
    return length;
  }

  /// The bytes of a textual address; empty if it is none. Never asks a name server: only what is
  /// made of the characters of addresses gets there.
  private static byte[] bits(String address) {
    boolean v6 = address.indexOf(':') >= 0;
    boolean plain =
        !address.isEmpty()
            && address.length() <= 45
            && address
                .chars()
                .allMatch(
                    c -> Character.digit(c, v6 ? 16 : 10) >= 0 || c == '.' || (v6 && c == ':'));
    if (!plain || (!v6 && address.chars().filter(c -> c == '.').count() != 3)) {
      return new byte[0];
    }
    try {
      return InetAddress.ofLiteral(address).getAddress();
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static final class Network {
    private final byte[] bits;
    private final int length;

    private Network(byte[] bits, int length) {
      this.bits = bits;
      this.length = length;
    }

    private boolean contains(byte[] address) {
      if (address.length != bits.length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        int mask = 0x80 >>> (i & 7);
        if (((address[i >> 3] ^ bits[i >> 3]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
