package dev.warder.server.keys;

import dev.warder.keys.foreign.Layout;
import dev.warder.keys.foreign.LineFault;
import dev.warder.keys.foreign.LineSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Cuts a file into pieces that a request holds, each line with its number in the file. Confined to
/// one thread; closes nothing.
///
/// Bounds 2,000 lines and some 700 kB as JSON in a piece: whatever the file holds, memory holds one
final class ImportPieces {
  private static final int MOST_LINES = 2_000;
  private static final int MOST_BYTES = 700_000;
  private static final int ESCAPED = 6;

  private final LineSource lines;
  private final Layout layout;
  private final Refused refused;
  private final LongConsumer read;
  private long number;
  private long bytes;
  private @Nullable Line names;
  private @Nullable Line left;

  /// A line and its number in the file.
  record Line(long number, String text) {}

  /// Hears of lines that cannot be sent.
  @FunctionalInterface
  interface Refused {
    void line(long number, LineFault fault);
  }

  /// @param read hears how many bytes were read, about
  ImportPieces(InputStream in, Layout layout, Refused refused, LongConsumer read) {
    this.lines = new LineSource(in);
    this.layout = layout;
    this.refused = refused;
    this.read = read;
  }

  /// How many lines were read.
  long lines() {
    return number;
  }

  /// The next lines, none at the end. Of CSV the line of names is the first of every piece.
  List<Line> next() throws IOException {
    List<Line> piece = new ArrayList<>();
    long size = 0;
    Line line = left == null ? line() : left;
    left = null;
    if (line != null && names == null && layout == Layout.CSV) {
      names = line;
      line = line();
    }
    if (line != null && names != null) {
      piece.add(names);
      size += size(names.text());
    }
    while (line != null) {
      size += size(line.text());
      if (!piece.isEmpty() && (size > MOST_BYTES || piece.size() == MOST_LINES)) {
        left = line;
        break;
      }
      piece.add(line);
      line = line();
    }
    read.accept(bytes);
    return piece;
  }

  /// The next line that is not blank and can be sent.
  private @Nullable Line line() throws IOException {
    while (lines.advance()) {
      number++;
      String text = lines.text();
      if (lines.isTooLong()) {
        bytes += LineSource.MAX_BYTES;
        refused.line(number, LineFault.LINE_TOO_LONG);
      } else if (text == null) {
        refused.line(number, LineFault.NOT_UTF8);
      } else {
        bytes += text.length() + 1;
        if (!text.isBlank()) {
          return new Line(number, text);
        }
      }
    }
    return null;
  }

  /// How many bytes a text is as JSON in ASCII.
  private static long size(String text) {
    long size = 3;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      size += c < ' ' || c > '~' ? ESCAPED : c == '"' || c == '\\' ? 2 : 1;
    }
    return size;
  }
}
