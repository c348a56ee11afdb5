package dev.warder.store.journal;

/// What was found when a journal was opened.
///
/// @param lastEntry number of the last entry that is there, 0 if there is none
/// @param segment the segment that was written last
/// @param droppedBytes bytes of a write that a crash had cut short; none of it was forced
/// @param droppedAt where in the segment they began
public record Recovery(long lastEntry, long segment, long droppedBytes, long droppedAt) {
  /// Whether there was anything to drop.
  public boolean isTorn() {
    return droppedBytes > 0;
  }
}
