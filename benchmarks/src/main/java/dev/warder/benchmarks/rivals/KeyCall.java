package dev.warder.benchmarks.rivals;

/// One call as the rivals see it.
///
/// @param millis when, since the epoch, UTC
/// @param credential fingerprint of the key
/// @param tenant whose key it is
/// @param address where the call came from
/// @param operation the log's own name of what was called, else method and path with ids masked
/// @param path as called
/// @param status HTTP status of the reply
/// @param bytes size of the reply
record KeyCall(
    long millis,
    String credential,
    String tenant,
    String address,
    String operation,
    String path,
    int status,
    long bytes) {

  private static final int LEAST_HEX = 8;

  /// The network of the address: the first three numbers of IPv4, the first three groups of IPv6.
  String prefix() {
    char separator = address.indexOf(':') >= 0 ? ':' : '.';
    int end = -1;
    for (int i = 0; i < 3; i++) {
      int next = address.indexOf(separator, end + 1);
      if (next < 0) {
        return address;
      }
      end = next;
    }
    return address.substring(0, end);
  }

  /// The path with every number, UUID and longer hexadecimal word replaced by `{}`.
  static String masked(String path) {
    StringBuilder masked = new StringBuilder(path.length());
    int from = 0;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      if (isId(path, from, to)) {
        masked.append("{}");
      } else {
        masked.append(path, from, to);
      }
      if (slash < 0) {
        break;
      }
      masked.append('/');
      from = slash + 1;
    }
    return masked.toString();
  }

  private static boolean isId(String path, int from, int to) {
    int digits = 0;
    int letters = 0;
    for (int i = from; i < to; i++) {
      char c = path.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
        letters++;
      } else if (c != '-') {
        return false;
      }
    }
    return digits > 0 && (letters == 0 || digits + letters >= LEAST_HEX);
  }
}
