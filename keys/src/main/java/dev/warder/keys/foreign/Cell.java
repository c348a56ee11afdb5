package dev.warder.keys.foreign;

import java.util.List;

/// A value of a line, before it is known what it stands for.
sealed interface Cell {
  record Text(String text) implements Cell {}

  record Flag(boolean set) implements Cell {}

  record Texts(List<String> texts) implements Cell {
    public Texts {
      texts = List.copyOf(texts);
    }
  }

  /// Nothing was told: null, or an empty value in CSV.
  record Absent() implements Cell {}
}
