package dev.warder.gateway.wire;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the fields of a stream of HTTP/2 as the octets of a head of HTTP/1.1, for the one reader
/// of both. Confined to one thread.
///
///     :method GET, :scheme https, :authority a, :path /x, cookie a=1, cookie b=2
///     ->  GET /x HTTP/1.1 | host: a | cookie: a=1; b=2
///     :status 200, content-type text/plain
///     ->  HTTP/1.1 200 | content-type: text/plain
///
/// - Guarantees each field becomes one line, whatever octets it has: what could end a line or a word
///   of the first one is a fault before it is written
/// - Bounds: a longest head
/// - Source: RFC 9113 section 8
final class StreamHead {
  private static final String VERSION = " HTTP/1.1\r\n";
  private static final String ANSWERED = "HTTP/1.1 ";
  private static final int STATUS_DIGITS = 3;

  private byte[] octets = {};
  private int length;
  private int most;
  private @Nullable CharSequence method;
  private @Nullable CharSequence scheme;
  private @Nullable CharSequence authority;
  private @Nullable CharSequence path;

  /// The octets of the last head, which may be another array than the one that was given.
  byte[] octets() {
    return octets;
  }

  /// How many they are, with the empty line.
  int length() {
    return length;
  }

  /// Writes a head.
  ///
  /// @param fields in order, the pseudo header fields first
  /// @param scratch to write to; a longer one is made if it does not do
  @Nullable Fault write(
      Iterable<Map.Entry<CharSequence, CharSequence>> fields, byte[] scratch, int longest) {
    octets = scratch;
    length = 0;
    most = longest;
    method = null;
    scheme = null;
    authority = null;
    path = null;
    Fault fault = pseudo(fields);
    if (fault == null) {
      fault = requestLine();
    }
    if (fault == null) {
      fault = lines(fields);
    }
    if (fault == null) {
      put("\r\n");
    }
    return fault == null && length > most ? Fault.HEAD_LENGTH : fault;
  }

  /// Writes the head of an answer.
  ///
  /// @param fields in order, the pseudo header field first
  @Nullable Fault writeAnswer(
      Iterable<Map.Entry<CharSequence, CharSequence>> fields, byte[] scratch, int longest) {
    octets = scratch;
    length = 0;
    most = longest;
    boolean isFirst = true;
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      Fault fault =
          isFirst
              ? statusLine(field.getKey(), field.getValue())
              : answerLine(field.getKey(), field.getValue());
      if (fault != null) {
        return fault;
      }
      isFirst = false;
    }
    put("\r\n");
    return isFirst ? Fault.PSEUDO : length > most ? Fault.HEAD_LENGTH : null;
  }

  private @Nullable Fault statusLine(CharSequence name, CharSequence status) {
    if (!is(name, ":status") || status.length() != STATUS_DIGITS) {
      return Fault.PSEUDO;
    }
    for (int i = 0; i < STATUS_DIGITS; i++) {
      if (status.charAt(i) < '0' || status.charAt(i) > '9') {
        return Fault.PSEUDO;
      }
    }
    put(ANSWERED);
    put(status);
    put(" \r\n");
    return null;
  }

  private @Nullable Fault answerLine(CharSequence name, CharSequence value) {
    if (length > most) {
      return Fault.HEAD_LENGTH;
    }
    if (isPseudo(name)) {
      return Fault.PSEUDO;
    }
    // What a caller may say of trailers is none of an answer's words.
    Fault fault = is(name, "te") ? Fault.HOP : ended(name, value);
    return fault == null ? line(name, value) : fault;
  }

  /// Writes trailers: lines alone, and the empty one.
  @Nullable Fault writeTrailers(
      Iterable<Map.Entry<CharSequence, CharSequence>> fields, int longest) {
    octets = new byte[256];
    length = 0;
    most = longest;
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      Fault fault = line(field.getKey(), field.getValue());
      if (fault != null) {
        return fault;
      }
    }
    put("\r\n");
    return length > most ? Fault.HEAD_LENGTH : null;
  }

  private @Nullable Fault pseudo(Iterable<Map.Entry<CharSequence, CharSequence>> fields) {
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      CharSequence name = field.getKey();
      if (!isPseudo(name)) {
        break;
      }
      CharSequence value = field.getValue();
      boolean isFirst;
      switch (name.toString()) {
        case ":method" -> {
          isFirst = method == null;
          method = value;
        }
        case ":scheme" -> {
          isFirst = scheme == null;
          scheme = value;
        }
        case ":authority" -> {
          isFirst = authority == null;
          authority = value;
        }
        case ":path" -> {
          isFirst = path == null;
          path = value;
        }
        default -> {
          return Fault.PSEUDO;
        }
      }
      if (!isFirst) {
        return Fault.PSEUDO;
      }
    }
    return null;
  }

  private static boolean isPseudo(CharSequence name) {
    return !name.isEmpty() && name.charAt(0) == ':';
  }

  /// What could be read as another word or line of the first one is not written; the rest is for
  /// [RequestLine] to judge.
  private @Nullable Fault requestLine() {
    CharSequence verb = method;
    CharSequence target = path;
    if (verb == null || verb.isEmpty() || !isVisible(verb)) {
      return verb == null ? Fault.PSEUDO : Fault.METHOD;
    }
    if (CharSequence.compare(verb, "CONNECT") == 0) {
      return Fault.METHOD_REFUSED;
    }
    if (target == null || scheme == null) {
      return Fault.PSEUDO;
    }
    if (CharSequence.compare(scheme, "http") != 0 && CharSequence.compare(scheme, "https") != 0) {
      return Fault.PSEUDO;
    }
    if (target.isEmpty() || target.charAt(0) != '/' || !isVisible(target)) {
      return Fault.TARGET;
    }
    put(verb);
    put(" ");
    put(target);
    put(VERSION);
    return null;
  }

  private static boolean isVisible(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 127) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Fault lines(Iterable<Map.Entry<CharSequence, CharSequence>> fields) {
    CharSequence named = authority;
    Fault fault = named == null ? null : line("host", named);
    boolean hasCookie = false;
    boolean isBehind = false;
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      if (fault != null || length > most) {
        break;
      }
      CharSequence name = field.getKey();
      CharSequence value = field.getValue();
      if (isPseudo(name)) {
        fault = isBehind ? Fault.PSEUDO : null;
        continue;
      }
      isBehind = true;
      if (is(name, "host") && named != null) {
        fault = isSameHost(named, value) ? null : Fault.AUTHORITY;
      } else if (is(name, "cookie")) {
        fault = hasCookie ? null : cookies(fields);
        hasCookie = true;
      } else {
        fault = ended(name, value);
        if (fault == null) {
          fault = line(name, value);
        }
      }
    }
    return fault;
  }

  /// Fields that concern one connection have no place in a stream.
  private static @Nullable Fault ended(CharSequence name, CharSequence value) {
    return switch (name.toString()) {
      case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade" ->
          Fault.HOP;
      case "te" -> is(value, "trailers") ? null : Fault.HOP;
      default -> null;
    };
  }

  /// One line of all crumbs.
  private @Nullable Fault cookies(Iterable<Map.Entry<CharSequence, CharSequence>> fields) {
    boolean isFirst = true;
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      if (is(field.getKey(), "cookie")) {
        // An empty one behind another would end the line with a blank.
        boolean isBlank = field.getValue().isEmpty() && !isFirst;
        Fault fault =
            isBlank ? Fault.FIELD_BLANK : value(isFirst ? "cookie: " : "; ", field.getValue());
        if (fault != null) {
          return fault;
        }
        isFirst = false;
      }
    }
    put("\r\n");
    return null;
  }

  private @Nullable Fault line(CharSequence name, CharSequence value) {
    if (name.isEmpty()) {
      return Fault.FIELD_NAME;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c > 127 || Octets.folded((byte) c) == 0) {
        return Fault.FIELD_NAME;
      }
      if (c >= 'A' && c <= 'Z') {
        return Fault.NAME_CASE;
      }
    }
    put(name);
    Fault fault = value(": ", value);
    put("\r\n");
    return fault;
  }

  private @Nullable Fault value(String before, CharSequence value) {
    int end = value.length();
    if (end > 0 && (isBlank(value.charAt(0)) || isBlank(value.charAt(end - 1)))) {
      return Fault.FIELD_BLANK;
    }
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (c > 255 || !Octets.isValue((byte) c)) {
        return Fault.FIELD_VALUE;
      }
    }
    put(before);
    put(value);
    return null;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean is(CharSequence text, String word) {
    return CharSequence.compare(text, word) == 0;
  }

  /// Hosts are the same in whatever case.
  private static boolean isSameHost(CharSequence one, CharSequence other) {
    if (one.length() != other.length()) {
      return false;
    }
    for (int i = 0; i < one.length(); i++) {
      if (lower(one.charAt(i)) != lower(other.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(char c) {
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
  }

  private void put(CharSequence text) {
    int needed = length + text.length();
    if (needed > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(needed, 2 * octets.length));
    }
    for (int i = 0; i < text.length(); i++) {
      octets[length + i] = (byte) text.charAt(i);
    }
    length = needed;
  }
}
