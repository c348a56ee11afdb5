package dev.warder.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the query of a request target, strictly: each name once, `%` with two hex digits, UTF-8.
///
/// Bounds at most 16 parameters; the length is bounded by that of a request line
final class QueryText {
  private static final int MOST = 16;

  private QueryText() {}

  /// @param query without `?`; empty if there is none
  static Map<String, String> read(String query) throws ProblemException {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query.isEmpty()) {
      return parameters;
    }
    int from = 0;
    while (from <= query.length()) {
      int and = query.indexOf('&', from);
      int end = and < 0 ? query.length() : and;
      int equals = query.indexOf('=', from);
      if (equals < 0 || equals > end) {
        throw refused("each parameter is name=value");
      }
      String name = decoded(query.substring(from, equals));
      if (parameters.put(name, decoded(query.substring(equals + 1, end))) != null) {
        throw refused("a parameter is given twice");
      }
      if (parameters.size() > MOST) {
        throw refused("more than " + MOST + " parameters");
      }
      from = end + 1;
    }
    return parameters;
  }

  private static String decoded(String text) throws ProblemException {
    byte[] bytes = new byte[text.length()];
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes[size++] = (byte) (hex(text, i + 1) << 4 | hex(text, i + 2));
        i += 2;
      } else if (c > ' ' && c <= '~') {
        bytes[size++] = (byte) (c == '+' ? ' ' : c);
      } else {
        throw refused("the query has characters that must be percent-encoded");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, size)).toString();
    } catch (CharacterCodingException e) {
      throw refused("the query is not UTF-8");
    }
  }

  private static int hex(String text, int at) throws ProblemException {
    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0) {
      throw refused("% without two hex digits");
    }
    return digit;
  }

  private static ProblemException refused(String why) {
    return new ProblemException(ProblemCode.INVALID_PARAMETER, "Query: " + why + ".");
  }
}
