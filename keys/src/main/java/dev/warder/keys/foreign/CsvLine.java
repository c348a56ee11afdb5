package dev.warder.keys.foreign;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits one line of CSV.
///
/// Shape `7,"a ""b"", c",` -> `7` · `a "b", c` · nothing Errors null for quotation marks that do
/// not close or stand within an unquoted value, and for more than 64 values Source RFC 4180,
/// without line breaks within values
final class CsvLine {
  private static final int MAX_VALUES = 64;

  private CsvLine() {}

  static @Nullable List<String> split(String line) {
    List<String> values = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder value = new StringBuilder();
      int end =
          at < line.length() && line.charAt(at) == '"'
              ? quoted(line, at, value)
              : plain(line, at, value);
      if (end < 0 || values.size() == MAX_VALUES) {
        return null;
      }
      values.add(value.toString());
      if (end == line.length()) {
        return values;
      }
      if (line.charAt(end) != ',') {
        return null;
      }
      at = end + 1;
    }
  }

  private static int plain(String line, int begin, StringBuilder value) {
    int end = line.indexOf(',', begin);
    end = end < 0 ? line.length() : end;
    value.append(line, begin, end);
    return value.indexOf("\"") < 0 ? end : -1;
  }

  private static int quoted(String line, int begin, StringBuilder value) {
    int at = begin + 1;
    while (true) {
      int mark = line.indexOf('"', at);
      if (mark < 0) {
        return -1;
      }
      value.append(line, at, mark);
      if (mark + 1 == line.length() || line.charAt(mark + 1) != '"') {
        return mark + 1;
      }
      value.append('"');
      at = mark + 2;
    }
  }
}
