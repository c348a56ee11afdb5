package dev.warder.api.json;

/// A body is not what was asked for; all of it leaves the process.
public final class BodyException extends Exception {
  private static final long serialVersionUID = 1;

  private final String pointer;

  BodyException(String pointer, String message) {
    super(message, null, false, false);
    this.pointer = pointer;
  }

  /// Where, as JSON Pointer; empty for the document as a whole.
  public String pointer() {
    return pointer;
  }
}
