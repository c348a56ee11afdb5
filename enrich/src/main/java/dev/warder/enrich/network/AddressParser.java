package dev.warder.enrich.network;

import dev.warder.model.network.IpAddress;
import dev.warder.model.network.IpText;
import org.jspecify.annotations.Nullable;

/// Reads the address out of a log's address field.
///
/// Taken, beside the plain spellings: `1.2.3.4:443`, `[::1]:443`, `fe80::1%eth0`, the first element
/// of a comma-separated list, and RFC 7239 (`for="[2001:db8::1]:47011";proto=https`). Refused,
/// because readers disagree about them: leading zeros (`075.1.1.1` is octal to some), short forms
/// (`127.1`), hexadecimal and whole numbers. `2001:db8::1:443` is an address, not a port.
///
/// - Bounds: one pass over at most [#MAX_ELEMENT] characters; anything longer is no address
/// - Errors: never throws on input
final class AddressParser {

  static final int MAX_ELEMENT = 128;

  private static final AddressText UNREADABLE = new AddressText.Unreadable();

  private AddressParser() {}

  static AddressText parse(String text) {
    String element = firstElement(text);
    if (element.indexOf('=') >= 0) {
      element = forwardedFor(element);
    }
    IpAddress address = withDecoration(element);
    if (address != null) {
      return new AddressText.Ip(address);
    }
    String service = ServiceNames.canonical(element);
    return service == null ? UNREADABLE : new AddressText.Service(service);
  }

  private static String firstElement(String text) {
    int end = text.indexOf(',');
    int stop = end < 0 ? text.length() : end;
    int start = 0;
    while (start < stop && isBlank(text.charAt(start))) {
      start++;
    }
    while (stop > start && isBlank(text.charAt(stop - 1))) {
      stop--;
    }
    return stop - start > MAX_ELEMENT ? "" : text.substring(start, stop);
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }

  private static String forwardedFor(String element) {
    for (int start = 0; start < element.length(); ) {
      int end = element.indexOf(';', start);
      int stop = end < 0 ? element.length() : end;
      String pair = element.substring(start, stop).strip();
      if (pair.regionMatches(true, 0, "for=", 0, 4)) {
        return unquoted(pair.substring(4));
      }
      start = stop + 1;
    }
    return "";
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static @Nullable IpAddress withDecoration(String text) {
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      return close > 0 && isPortOrNothing(text, close + 1)
          ? IpAddress.parseIpv6(text.substring(1, close))
          : null;
    }
    int colon = text.indexOf(':');
    if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
      return IpAddress.parseIpv6(text);
    }
    int end = colon < 0 ? text.length() : colon;
    return isPortOrNothing(text, end) ? ipv4(text, 0, end) : null;
  }

  private static boolean isPortOrNothing(String text, int from) {
    if (from == text.length()) {
      return true;
    }
    int digits = text.length() - from - 1;
    if (text.charAt(from) != ':' || digits < 1 || digits > 5) {
      return false;
    }
    int port = 0;
    for (int i = from + 1; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      port = port * 10 + digit;
    }
    return port <= 65_535;
  }

  private static @Nullable IpAddress ipv4(String text, int from, int to) {
    long bits = IpText.ipv4(text, from, to);
    return bits < 0 ? null : IpAddress.ofIpv4((int) bits);
  }
}
