package dev.warder.policy.text;

import static java.util.Objects.requireNonNull;

/// What a declared text turned out to be: a value, or a problem with the place where it is.
///
/// - Errors: readers of texts answer this and never throw on input
///
/// @param <T> what was to be read
public sealed interface Parsed<T> {

  /// The text was understood.
  record Value<T>(T value) implements Parsed<T> {
    public Value {
      requireNonNull(value, "value is null");
    }
  }

  /// The text was not understood.
  ///
  /// @param column where in the text the trouble begins, the first character being 1
  /// @param message what is wrong and what to write instead, in words for people; holds no more
  ///   than a short piece of the text
  record Problem<T>(int column, String message) implements Parsed<T> {
    public Problem {
      if (column < 1) {
        throw new IllegalArgumentException("column is less than 1: " + column);
      }
      requireNonNull(message, "message is null");
    }

    /// The same problem, of a text in which this one stands.
    ///
    /// @param offset how many characters stand before this text
    public <U> Problem<U> within(int offset) {
      return new Problem<>(column + offset, message);
    }
  }

  /// The value, for texts that are part of the program.
  ///
  /// @throws IllegalArgumentException if the text was not understood
  default T orThrow() {
    return switch (this) {
      case Value<T>(T value) -> value;
      case Problem<T>(int column, String message) ->
          throw new IllegalArgumentException("column " + column + ": " + message);
    };
  }
}
