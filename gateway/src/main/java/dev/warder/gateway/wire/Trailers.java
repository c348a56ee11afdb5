package dev.warder.gateway.wire;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Lines behind a body: which may stand there, whatever version of HTTP carried them.
public final class Trailers {
  static final int MOST = 4_096;
  private static final List<String> EARLY =
      List.of(
          "authorization",
          "cookie",
          "set-cookie",
          "content-type",
          "content-encoding",
          "content-range",
          "cache-control",
          "location",
          "range",
          "trailer");

  private Trailers() {}

  /// Reads those of a stream of HTTP/2.
  ///
  /// @return null if they are malformed, too long, or none that may stand there
  public static @Nullable FieldLines of(
      Iterable<Map.Entry<CharSequence, CharSequence>> fields, Names names) {
    StreamHead written = new StreamHead();
    if (written.writeTrailers(fields, MOST) != null) {
      return null;
    }
    return read(written.octets(), written.length(), names);
  }

  /// Reads lines with the empty one behind them; null if one cannot be read or may not stand there.
  static @Nullable FieldLines read(byte[] bytes, int length, Names names) {
    FieldLines lines = new FieldLines();
    return lines.read(bytes, 0, length - 2, names) == null && mayTrail(lines) ? lines : null;
  }

  /// Whether lines say nothing that had to be known before the body.
  private static boolean mayTrail(FieldLines lines) {
    for (int i = 0; i < lines.count(); i++) {
      if (lines.role(i) != Role.PLAIN || EARLY.stream().anyMatch(named(lines, i))) {
        return false;
      }
    }
    return true;
  }

  private static Predicate<String> named(FieldLines lines, int line) {
    return name -> lines.isNamed(line, name);
  }
}
