package dev.warder.keys.foreign;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.foreign.ImportRow.BadLine;
import dev.warder.keys.foreign.LineReading.Cells;
import dev.warder.keys.foreign.LineReading.Faulty;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the keys of another system line by line. Confined to one thread; does not close the
/// stream.
///
/// Shape a stream of lines -> rows in their order, one for each line that is not blank
///
/// Bounds one line of 32 KiB, whatever the stream holds
///
/// Errors a line that cannot be taken is a [BadLine], and is counted by its fault; reading goes on.
/// Under a line of names that makes no sense every line is one. An error of the stream itself is
/// thrown
///
/// Guarantees no row of a bad line, and no count, holds anything that the line said
public final class ImportReader {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final ForeignFormat format;
  private final Layout layout;
  private final LineSource lines;
  private final Map<LineFault, Long> faults = new EnumMap<>(LineFault.class);
  private long line;
  private long taken;
  private @Nullable List<String> names;
  private @Nullable Faulty badNames;

  public ImportReader(InputStream in, Layout layout, ForeignFormat format) {
    this.lines = new LineSource(in);
    this.layout = requireNonNull(layout, "layout is null");
    this.format = requireNonNull(format, "format is null");
  }

  /// What the next line holds, or null at the end.
  public @Nullable ImportRow next() throws IOException {
    while (lines.advance()) {
      line++;
      LineReading reading = read();
      if (reading == null) {
        continue;
      }
      ImportRow row =
          switch (reading) {
            case Faulty(LineFault fault, String field) -> new BadLine(line, fault, field);
            case Cells(Map<String, Cell> cells) -> ImportFields.row(format, line, cells);
          };
      if (row instanceof BadLine bad) {
        faults.merge(bad.fault(), 1L, Long::sum);
      } else {
        taken++;
      }
      return row;
    }
    return null;
  }

  /// Lines that hold a key, so far.
  public long taken() {
    return taken;
  }

  /// Lines that hold none, so far, by what is wrong with them.
  public Map<LineFault, Long> faults() {
    return new EnumMap<>(faults);
  }

  /// Null for a line that holds nothing, or the names of the others.
  private @Nullable LineReading read() {
    if (lines.isTooLong()) {
      return new Faulty(LineFault.LINE_TOO_LONG, "");
    }
    String text = lines.text();
    if (text == null) {
      return new Faulty(LineFault.NOT_UTF8, "");
    }
    if (line == 1 && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    if (text.isBlank()) {
      return null;
    }
    return layout == Layout.NDJSON ? FlatJson.read(text) : csv(text);
  }

  private @Nullable LineReading csv(String text) {
    if (badNames != null) {
      return badNames;
    }
    List<String> values = CsvLine.split(text);
    if (names == null) {
      badNames = wrongNames(values);
      names = values == null ? List.of() : values;
      return badNames;
    }
    if (values == null || values.size() != names.size()) {
      return new Faulty(LineFault.MALFORMED_CSV, "");
    }
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      cells.put(names.get(i), cell(names.get(i), values.get(i)));
    }
    return new Cells(cells);
  }

  private static @Nullable Faulty wrongNames(@Nullable List<String> names) {
    if (names == null) {
      return new Faulty(LineFault.MALFORMED_CSV, "");
    }
    Map<String, Integer> seen = new HashMap<>();
    for (String name : names) {
      if (!ImportFields.isKnown(name)) {
        return new Faulty(LineFault.UNKNOWN_FIELD, "");
      }
      if (seen.merge(name, 1, Integer::sum) > 1) {
        return new Faulty(LineFault.DUPLICATE_FIELD, name);
      }
    }
    return null;
  }

  private static Cell cell(String name, String value) {
    if (value.isEmpty()) {
      return new Cell.Absent();
    }
    return switch (name) {
      case "privileged" ->
          switch (value) {
            case "true" -> new Cell.Flag(true);
            case "false" -> new Cell.Flag(false);
            default -> new Cell.Text(value);
          };
      case "scopes" -> scopes(value);
      default -> new Cell.Text(value);
    };
  }

  /// Between spaces.
  private static Cell scopes(String value) {
    List<String> scopes = List.of(value.split(" ", FlatJson.MAX_TEXTS + 1));
    return scopes.size() > FlatJson.MAX_TEXTS ? new Cell.Text(value) : new Cell.Texts(scopes);
  }
}
