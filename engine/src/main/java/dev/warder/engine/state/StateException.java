package dev.warder.engine.state;

/// A saved state that cannot be restored. The message says what is wrong and what to do about it,
/// in words for people.
public final class StateException extends Exception {
  private static final long serialVersionUID = 1;

  private StateException(String message) {
    super(message);
  }

  /// Bytes that no release ever wrote.
  ///
  /// @param what what is wrong with them
  public static StateException damaged(String what) {
    return new StateException(
        "it is damaged (" + what + "); move the folder away to start anew, or put a copy back");
  }

  /// A layout that this release does not know.
  static StateException otherLayout(int version) {
    return new StateException(
        "it has layout version "
            + version
            + ", this release knows "
            + StateLayout.VERSION
            + "; use the release that wrote it, or move the folder away to start anew");
  }
}
