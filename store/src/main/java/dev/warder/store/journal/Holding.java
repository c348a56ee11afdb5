package dev.warder.store.journal;

import java.util.List;

/// What a journal holds at a moment.
///
/// @param segments how many there are
/// @param bytes of all of them
/// @param firstEntry number of the oldest entry that is kept; of the next one if there is none
/// @param lastEntry number of the last one that is forced
/// @param begunMicros when the oldest segment was begun, microseconds since the epoch; 0 if there
///   is none
public record Holding(
    long segments, long bytes, long firstEntry, long lastEntry, long begunMicros) {

  static Holding of(List<Segments.Segment> all, long forced) {
    if (all.isEmpty()) {
      return new Holding(0, 0, forced + 1, forced, 0);
    }
    Segments.Segment oldest = all.getFirst();
    return new Holding(
        all.size(),
        all.stream().mapToLong(Segments.Segment::bytes).sum(),
        oldest.first(),
        forced,
        oldest.begunMicros());
  }
}
