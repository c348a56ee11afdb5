package dev.warder.policy.select;

/// A selector's text cannot be understood; never leaves the reader.
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  private final int start;

  /// @param start where the trouble begins, counted from 0
  /// @param message what is wrong and what to write instead
  Unreadable(int start, String message) {
    super(message, null, false, false);
    this.start = start;
  }

  int start() {
    return start;
  }

  String words() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
