package dev.warder.keys;

/// How far the recorded calls reach that keys were picked by. What lies before that, or was not
/// recorded, no selector finds.
///
/// - Units: times in microseconds since the epoch, UTC
///
/// @param sinceMicros when the oldest call was made that is still recorded; [#NEVER] if none is
/// @param calls how many calls with a right secret were looked at; allowed or refused
/// @param unrecorded calls since the last start that were not recorded, because too many came at
///   once or the disk was full
/// @param unrecordedSinceMicros when that was; what was lost before is not counted
public record Reach(long sinceMicros, long calls, long unrecorded, long unrecordedSinceMicros) {
  /// The time of no call.
  public static final long NEVER = Long.MAX_VALUE;

  /// No calls were asked for.
  public static final Reach NONE = new Reach(NEVER, 0, 0, NEVER);

  public Reach {
    if (calls < 0 || unrecorded < 0) {
      throw new IllegalArgumentException("fewer than no calls");
    }
  }

  /// Whether calls were asked for at all.
  public boolean isAsked() {
    return unrecordedSinceMicros != NEVER;
  }
}
