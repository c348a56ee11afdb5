package dev.warder.keys.foreign;

import java.util.Map;

/// The values of a line by the names of their fields, or why there are none.
sealed interface LineReading {
  record Cells(Map<String, Cell> byField) implements LineReading {}

  /// Nothing can be read.
  ///
  /// @param field empty unless it is a field that there is
  record Faulty(LineFault fault, String field) implements LineReading {}
}
