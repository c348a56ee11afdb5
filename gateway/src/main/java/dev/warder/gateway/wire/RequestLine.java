package dev.warder.gateway.wire;

import dev.warder.policy.scope.NormalPath;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The first line of a request: method, target, version. Confined to one thread.
///
/// Source RFC 9112 section 3
final class RequestLine {
  private static final int LONGEST_METHOD = 24;
  private static final byte[] HTTP_1 = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = {};
  private String method = "";
  private String path = "";
  private int targetStart;
  private int targetEnd;
  private int queryStart;
  private int authorityStart;
  private int authorityEnd;
  private boolean isOld;

  /// Reads a line.
  ///
  /// @param octets which the line begins, and CR LF at `end` ends
  @Nullable Fault read(byte[] octets, int end, int longestTarget) {
    bytes = octets;
    int at = 0;
    while (at < end && (isCapital(bytes[at]) || (at > 0 && bytes[at] == '-'))) {
      at++;
    }
    if (at == 0 || at > LONGEST_METHOD || bytes[at] != ' ') {
      return Fault.METHOD;
    }
    method = Methods.shared(bytes, at);
    if (method.equals("CONNECT") || method.equals("TRACE")) {
      return Fault.METHOD_REFUSED;
    }
    int target = at + 1;
    at = target;
    while (at < end && bytes[at] > ' ' && bytes[at] < 127) {
      at++;
    }
    if (at - target > longestTarget) {
      return Fault.TARGET_LENGTH;
    }
    if (at == target || bytes[at] != ' ') {
      return Fault.REQUEST_LINE;
    }
    Fault fault = version(at + 1, end);
    return fault == null ? target(target, at) : fault;
  }

  private static boolean isCapital(byte octet) {
    return octet >= 'A' && octet <= 'Z';
  }

  private @Nullable Fault version(int from, int end) {
    if (end - from != HTTP_1.length + 1) {
      return Fault.REQUEST_LINE;
    }
    for (int i = 0; i < 5; i++) {
      if (bytes[from + i] != HTTP_1[i]) {
        return Fault.REQUEST_LINE;
      }
    }
    byte minor = bytes[end - 1];
    boolean spoken =
        bytes[from + 5] == '1' && bytes[from + 6] == '.' && (minor == '0' || minor == '1');
    isOld = minor == '0';
    return spoken ? null : Fault.VERSION;
  }

  private @Nullable Fault target(int from, int to) {
    targetStart = from;
    targetEnd = to;
    authorityStart = 0;
    authorityEnd = 0;
    if (bytes[from] != '/') {
      Fault fault = absolute(from, to);
      if (fault != null) {
        return fault;
      }
    }
    int at = targetStart;
    while (at < to && bytes[at] != '?') {
      at++;
    }
    path = new String(bytes, targetStart, at - targetStart, StandardCharsets.ISO_8859_1);
    queryStart = at;
    if (!NormalPath.is(path)) {
      return Fault.PATH;
    }
    for (at++; at < to; at++) {
      if (!Octets.isQuery(bytes[at]) || (bytes[at] == '%' && !isEncoded(at, to))) {
        return Fault.TARGET;
      }
    }
    return null;
  }

  private boolean isEncoded(int at, int to) {
    return at + 2 < to && Octets.hex(bytes[at + 1]) >= 0 && Octets.hex(bytes[at + 2]) >= 0;
  }

  /// `http://host/path`: goes on as `/path`, where the header Host agrees.
  private @Nullable Fault absolute(int from, int to) {
    int scheme = startsWith(from, to, "http://") ? 7 : startsWith(from, to, "https://") ? 8 : 0;
    if (scheme == 0) {
      return Fault.TARGET;
    }
    int at = from + scheme;
    while (at < to && bytes[at] != '/') {
      at++;
    }
    authorityStart = from + scheme;
    authorityEnd = at;
    targetStart = at;
    return at == to || at == authorityStart ? Fault.TARGET : null;
  }

  private boolean startsWith(int from, int to, String text) {
    if (to - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String method() {
    return method;
  }

  /// In normal form, without query.
  String path() {
    return path;
  }

  int targetStart() {
    return targetStart;
  }

  int targetEnd() {
    return targetEnd;
  }

  /// Where the query begins, at its `?`; [#targetEnd] if there is none.
  int queryStart() {
    return queryStart;
  }

  /// Path and query.
  String target() {
    return new String(bytes, targetStart, targetEnd - targetStart, StandardCharsets.ISO_8859_1);
  }

  int authorityStart() {
    return authorityStart;
  }

  /// Where the target's own host ends; 0 if it names none.
  int authorityEnd() {
    return authorityEnd;
  }

  /// Whether it speaks HTTP/1.0.
  boolean isOld() {
    return isOld;
  }
}
