package dev.warder.keys.proof;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whither a message goes, in the form in which signatures cover it.
///
/// Shape `HTTPS, Api.Example.com:443, /a?b=c` -> authority `api.example.com`, path `/a`, query
/// `?b=c` Errors null for what is no origin form, or has characters that no sender may leave raw
/// Source RFC 9421 §2.2.2 to §2.2.7
///
/// @param query with its question mark, which stands alone if there is none
record Target(Scheme scheme, String authority, String raw, String path, String query) {
  private static final int MAX_RAW = 8_192;
  private static final int MAX_HOST = 255;
  private static final int MAX_PORT_DIGITS = 5;

  static @Nullable Target of(SignedMessage message) {
    String authority = authority(message.scheme(), message.authority());
    String raw = message.target();
    if (authority == null || !isOriginForm(raw)) {
      return null;
    }
    int mark = raw.indexOf('?');
    String path = mark < 0 ? raw : raw.substring(0, mark);
    String query = mark < 0 ? "?" : raw.substring(mark);
    return new Target(message.scheme(), authority, raw, path, query);
  }

  String uri() {
    return scheme.text() + "://" + authority + raw;
  }

  private static boolean isOriginForm(String raw) {
    if (!raw.startsWith("/") || raw.length() > MAX_RAW) {
      return false;
    }
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c > '~' || c == '#') {
        return false;
      }
    }
    return true;
  }

  /// Host in lower case, and the port unless the scheme says it already.
  private static @Nullable String authority(Scheme scheme, String authority) {
    int portAt = authority.lastIndexOf(':');
    if (portAt < authority.lastIndexOf(']')) {
      portAt = -1;
    }
    String host = portAt < 0 ? authority : authority.substring(0, portAt);
    String port = portAt < 0 ? "" : authority.substring(portAt);
    if (!(isName(host) || isBracketed(host)) || !(port.isEmpty() || isPort(port))) {
      return null;
    }
    return host.toLowerCase(Locale.ROOT) + (port.equals(scheme.defaultPort()) ? "" : port);
  }

  private static boolean isName(String host) {
    if (host.isEmpty() || host.length() > MAX_HOST) {
      return false;
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (!FieldParser.isLetter(c) && !FieldParser.isDigit(c) && "-._".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBracketed(String host) {
    if (host.length() < 4 || host.length() > MAX_HOST || !host.startsWith("[")) {
      return false;
    }
    for (int i = 1; i < host.length() - 1; i++) {
      char c = host.charAt(i);
      boolean hex = FieldParser.isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!hex && c != ':' && c != '.') {
        return false;
      }
    }
    return host.endsWith("]");
  }

  private static boolean isPort(String port) {
    if (port.length() < 2 || port.length() > 1 + MAX_PORT_DIGITS || port.charAt(1) == '0') {
      return false;
    }
    for (int i = 1; i < port.length(); i++) {
      if (!FieldParser.isDigit(port.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
