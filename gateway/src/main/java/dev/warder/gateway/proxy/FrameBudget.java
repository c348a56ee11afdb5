package dev.warder.gateway.proxy;

/// How many frames that carry nothing of a call a caller may send: PING, SETTINGS, PRIORITY,
/// WINDOW_UPDATE, resets, empty DATA, and what nobody knows. Calls and data that is sent earn some,
/// so does time. Confined to one event loop.
///
/// Bounds [#MOST] at once, [#PER_SECOND] for ever; with what was earned [#MOST_EARNED] at once:
/// there are clients that give a window back in parts of 4 KiB, of a stream and of the connection,
/// and have windows of megabytes
final class FrameBudget {
  static final int MOST = 1_000;
  static final int PER_SECOND = 20;
  static final int EARNED = 10;
  static final int OCTETS_EACH = 512;
  static final int MOST_EARNED = 50_000;
  private static final long NANOS_EACH = 1_000_000_000L / PER_SECOND;

  private int left = MOST;
  private long filledNanos;

  FrameBudget(long nowNanos) {
    filledNanos = nowNanos;
  }

  /// Takes something off; says whether it was there.
  boolean spend(int cost, long nowNanos) {
    long gained = (nowNanos - filledNanos) / NANOS_EACH;
    if (gained > 0) {
      filledNanos += gained * NANOS_EACH;
      left = (int) Math.max(left, Math.min(MOST, left + gained));
    }
    left -= cost;
    return left >= 0;
  }

  /// Something of a call went over the connection.
  ///
  /// @param octets of data that was sent
  void earn(int octets) {
    left = Math.min(MOST_EARNED, left + EARNED + octets / OCTETS_EACH);
  }
}
