package dev.warder.gateway.wire;

/// What the header Host may say: a name or an address, and perhaps a port.
///
/// Shape `api.example.com`, `10.0.0.1:8080`, `[2001:db8::1]:443`; letters, digits, `-`, `.` and
/// `_`; no user, no list, nothing encoded
final class Authority {
  private Authority() {}

  static boolean is(byte[] bytes, int from, int to) {
    int at = from;
    if (bytes[at] == '[') {
      at++;
      int inside = at;
      while (at < to && (Octets.hex(bytes[at]) >= 0 || bytes[at] == ':' || bytes[at] == '.')) {
        at++;
      }
      if (at == inside || at == to || bytes[at] != ']') {
        return false;
      }
      at++;
    } else {
      while (at < to && isName(bytes[at])) {
        at++;
      }
      if (at == from) {
        return false;
      }
    }
    return at == to || isPort(bytes, at, to);
  }

  private static boolean isName(byte octet) {
    int lower = octet | 0x20;
    return (lower >= 'a' && lower <= 'z')
        || (octet >= '0' && octet <= '9')
        || octet == '-'
        || octet == '.'
        || octet == '_';
  }

  private static boolean isPort(byte[] bytes, int from, int to) {
    if (bytes[from] != ':' || to - from < 2 || to - from > 6) {
      return false;
    }
    for (int i = from + 1; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return true;
  }
}
