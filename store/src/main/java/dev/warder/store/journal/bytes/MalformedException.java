package dev.warder.store.journal.bytes;

/// Bytes that no writer of ours wrote.
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1;

  public MalformedException(String message) {
    super(message);
  }
}
