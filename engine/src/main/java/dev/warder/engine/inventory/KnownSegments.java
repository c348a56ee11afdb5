package dev.warder.engine.inventory;

import org.jspecify.annotations.Nullable;

/// The segments that paths had lately, so that those that repeat are not cut out again. A segment
/// takes the slot of the one that was there.
///
/// Bounds [#SLOTS] segments of at most [#LONGEST] characters; longer ones are mostly ids and rarely
/// come again
final class KnownSegments {
  private static final int SLOTS = 1 << 8;
  private static final int LONGEST = 20;

  private final @Nullable String[] segments = new @Nullable String[SLOTS];

  /// The text from `from` up to `to`, made only if it is not known.
  String segment(String path, int from, int to) {
    if (to - from > LONGEST) {
      return path.substring(from, to);
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + path.charAt(i);
    }
    int slot = (hash ^ hash >>> 13) & (SLOTS - 1);
    String known = segments[slot];
    if (known != null && known.length() == to - from && path.startsWith(known, from)) {
      return known;
    }
    String made = path.substring(from, to);
    segments[slot] = made;
    return made;
  }
}
