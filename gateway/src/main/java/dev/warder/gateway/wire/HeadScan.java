package dev.warder.gateway.wire;

import io.netty.buffer.ByteBuf;

/// Finds where a head ends in octets that come bit by bit; looks at each octet once. Confined to
/// one thread.
public final class HeadScan {
  /// More octets are needed.
  public static final int MORE = 0;

  /// A line ends in LF alone.
  public static final int BARE = -1;

  /// It is longer than it may be.
  public static final int LONG = -2;

  private int seen;
  private int lineStart;

  /// Looks at what came.
  ///
  /// @param in all that is there of the head, from its reader index
  /// @param most octets that the head may have
  /// @return octets of the head with its empty line, or one of the numbers above
  public int end(ByteBuf in, int most) {
    int from = in.readerIndex();
    int to = Math.min(in.writerIndex(), from + most);
    while (true) {
      int feed = in.indexOf(from + seen, to, (byte) '\n');
      if (feed < 0) {
        seen = to - from;
        return in.writerIndex() - from >= most ? LONG : MORE;
      }
      int at = feed - from;
      if (at == 0 || in.getByte(feed - 1) != '\r') {
        return BARE;
      }
      seen = at + 1;
      if (at - lineStart == 1) {
        int length = seen;
        reset();
        return length;
      }
      lineStart = seen;
    }
  }

  /// How far the first line is known to reach without having ended; for who bounds it on its own.
  public boolean isInFirstLine() {
    return lineStart == 0;
  }

  /// Begins anew.
  public void reset() {
    seen = 0;
    lineStart = 0;
  }
}
