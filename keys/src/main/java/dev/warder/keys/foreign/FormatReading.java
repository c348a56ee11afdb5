package dev.warder.keys.foreign;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What became of a declaration of a format.
public sealed interface FormatReading {
  /// It makes sense.
  record Declared(ForeignFormat format) implements FormatReading {
    public Declared {
      requireNonNull(format, "format is null");
    }
  }

  /// It does not.
  ///
  /// @param reasons everything that is wrong, each with what to do, for the person who wrote it
  record Unusable(List<String> reasons) implements FormatReading {
    public Unusable {
      reasons = List.copyOf(reasons);
    }
  }
}
