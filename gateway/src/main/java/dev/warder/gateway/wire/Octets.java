package dev.warder.gateway.wire;

/// Which octets may stand where.
///
/// Source RFC 9110 section 5.6.2 (token), 5.5 (field values); RFC 3986 section 3.4 (query)
final class Octets {
  /// Of a token's octets, what names are compared by: lower case, and `_` as `-`, since what an
  /// upstream makes of names (`HTTP_X_A`) no longer tells them apart; 0 for any other octet.
  private static final byte[] FOLDED = folded();

  private static final boolean[] VALUE = value();
  private static final boolean[] QUERY = query();

  private Octets() {}

  static byte folded(byte octet) {
    return FOLDED[octet & 0xff];
  }

  static boolean isValue(byte octet) {
    return VALUE[octet & 0xff];
  }

  static boolean isQuery(byte octet) {
    return QUERY[octet & 0xff];
  }

  /// The value of a hexadecimal digit, -1 for any other octet.
  static int hex(byte octet) {
    if (octet >= '0' && octet <= '9') {
      return octet - '0';
    }
    int lower = octet | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private static byte[] folded() {
    byte[] table = new byte[256];
    for (int c = '!'; c <= '~'; c++) {
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      boolean digit = c >= '0' && c <= '9';
      if (letter || digit || "!#$%&'*+-.^_`|~".indexOf(c) >= 0) {
        table[c] = (byte) (letter ? c | 0x20 : c == '_' ? '-' : c);
      }
    }
    return table;
  }

  private static boolean[] value() {
    boolean[] table = new boolean[256];
    for (int c = 0; c < 256; c++) {
      table[c] = c == '\t' || (c >= ' ' && c != 127);
    }
    return table;
  }

  /// Beside what the standard has, what clients leave unencoded and no reader takes for an end.
  private static boolean[] query() {
    boolean[] table = new boolean[256];
    for (int c = '!'; c <= '~'; c++) {
      table[c] = "\"#<>\\".indexOf(c) < 0;
    }
    return table;
  }
}
