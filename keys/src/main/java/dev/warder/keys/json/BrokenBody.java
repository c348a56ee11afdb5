package dev.warder.keys.json;

/// Something written down does not read back: it was damaged, or a newer Warder wrote it.
public final class BrokenBody extends Exception {
  private static final long serialVersionUID = 1;

  public BrokenBody(String message) {
    super(message);
  }
}
