package dev.warder.server.config;

/// Where something listens.
///
/// Shape `127.0.0.1:8470`, `[::1]:8470`, `localhost:8470`
///
/// @param host without brackets
/// @param port 0 for any that is free
public record Address(String host, int port) {
  /// The address that a text spells; [IllegalArgumentException] says what is wrong with it.
  public static Address of(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    boolean portFits =
        !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
    if (host.isEmpty()
        || !portFits
        || Integer.parseInt(port) > 65_535
        || (host.contains(":") && !bracketed)) {
      throw new IllegalArgumentException(
          "must be an address and a port, such as 127.0.0.1:8470 or [::1]:8470");
    }
    return new Address(host, Integer.parseInt(port));
  }

  /// Whether only this machine reaches it.
  public boolean isLoopback() {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
