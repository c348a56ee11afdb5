package dev.warder.keys.foreign;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts a stream into lines, at line feeds. What is longer than a line may be is read past and kept
/// no part of.
///
/// Bounds one line of [#MAX_BYTES] and one buffer
public final class LineSource {
  /// The most bytes of a line without its end.
  public static final int MAX_BYTES = 32_768;

  private final InputStream in;
  private final byte[] buffer = new byte[8_192];
  private int at;
  private int end;
  private byte[] line = new byte[1_024];
  private int length;
  private boolean overlong;

  public LineSource(InputStream in) {
    this.in = requireNonNull(in, "in is null");
  }

  /// Goes on to the next line.
  ///
  /// @return whether there is one
  public boolean advance() throws IOException {
    length = 0;
    overlong = false;
    boolean any = false;
    while (fill()) {
      any = true;
      int begin = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      keep(begin);
      if (at < end) {
        at++;
        return true;
      }
    }
    return any;
  }

  /// Whether the line has more bytes than a line may have.
  public boolean isTooLong() {
    return overlong;
  }

  /// The line without its end, or null if it is not UTF-8.
  public @Nullable String text() {
    int visible = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line, 0, visible))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private boolean fill() throws IOException {
    if (at < end) {
      return true;
    }
    at = 0;
    end = in.read(buffer, 0, buffer.length);
    return end > 0;
  }

  private void keep(int begin) {
    int more = at - begin;
    if (length + more > MAX_BYTES) {
      overlong = true;
    }
    if (overlong) {
      return;
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.min(MAX_BYTES, 2 * (length + more)));
    }
    System.arraycopy(buffer, begin, line, length, more);
    length += more;
  }
}
