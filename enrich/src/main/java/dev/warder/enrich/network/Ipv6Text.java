package dev.warder.enrich.network;

import org.jspecify.annotations.Nullable;

/// Reads the IPv6 text forms of RFC 4291 section 2.2, with a zone (RFC 4007) that is dropped.
///
/// An address that names an IPv4 host in mapped form becomes that IPv4 address.
final class Ipv6Text {

  private static final int GROUPS = 8;

  private Ipv6Text() {}

  static @Nullable IpAddress parse(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    int gap = address.indexOf("::");
    if (gap < 0) {
      int[] groups = new int[GROUPS];
      return groups(address, 0, address.length(), groups, Tail.END_OF_ADDRESS) == GROUPS
          ? join(groups)
          : null;
    }
    return aroundGap(address, gap);
  }

  private static @Nullable IpAddress aroundGap(String address, int gap) {
    int[] before = new int[GROUPS];
    int[] after = new int[GROUPS];
    int leading = groups(address, 0, gap, before, Tail.GAP);
    int trailing = groups(address, gap + 2, address.length(), after, Tail.END_OF_ADDRESS);
    if (leading < 0 || trailing < 0 || leading + trailing >= GROUPS) {
      return null;
    }
    System.arraycopy(after, 0, before, GROUPS - trailing, trailing);
    return join(before);
  }

  /// What follows the groups: dotted decimal may only stand at the end of the address.
  private enum Tail {
    GAP,
    END_OF_ADDRESS
  }

  /// Reads colon-separated groups into `groups` and returns their number, -1 if they are malformed.
  private static int groups(String text, int from, int to, int[] groups, Tail tail) {
    int count = 0;
    for (int at = from; at < to; ) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 || colon > to ? to : colon;
      if (end == to && tail == Tail.END_OF_ADDRESS && text.indexOf('.', at) >= 0) {
        return dotted(text, at, to, groups, count);
      }
      int group = count == GROUPS ? -1 : hex(text, at, end);
      if (group < 0 || end == to - 1) {
        return -1;
      }
      groups[count++] = group;
      at = end + 1;
    }
    return count;
  }

  private static int dotted(String text, int from, int to, int[] groups, int count) {
    IpAddress tail = count > GROUPS - 2 ? null : AddressParser.ipv4(text, from, to);
    if (tail == null) {
      return -1;
    }
    groups[count] = tail.ipv4Bits() >>> 16;
    groups[count + 1] = tail.ipv4Bits() & 0xffff;
    return count + 2;
  }

  private static int hex(String text, int from, int to) {
    if (to - from < 1 || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char character = text.charAt(i);
      int digit = character < 128 ? Character.digit(character, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static IpAddress join(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return new IpAddress(high, low);
  }
}
