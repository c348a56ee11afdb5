package dev.warder.store.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which segments there are and how far each may be read. Safe for use by many threads.
final class Segments {
  private final List<Segment> segments = new ArrayList<>();
  private @Nullable IndexBuilder growing;
  private long forced;

  /// One segment, as it is known at a moment.
  ///
  /// @param first number of its first entry
  /// @param begunMicros when it was begun
  /// @param bytes as many as may be read
  /// @param sealed whether it grows no more
  record Segment(long sequence, long first, long begunMicros, long bytes, boolean sealed) {}

  synchronized void add(Segment segment) {
    segments.add(segment);
  }

  /// Sets what grows when a journal is opened.
  synchronized void opened(@Nullable IndexBuilder index, long lastForced) {
    growing = index;
    forced = lastForced;
  }

  synchronized void begun(SegmentHeader header, IndexBuilder index) {
    segments.add(
        new Segment(
            header.sequence(),
            header.firstNumber(),
            header.begunMicros(),
            SegmentHeader.BYTES,
            false));
    growing = index;
  }

  synchronized void sealed(long sequence, long bytes, long last) {
    Segment was = segments.removeLast();
    segments.add(new Segment(sequence, was.first(), was.begunMicros(), bytes, true));
    growing = null;
    forced = last;
  }

  /// @param bytes of the segment that is written; 0 if none is
  synchronized void forced(long bytes, long last) {
    if (bytes > 0) {
      Segment was = segments.removeLast();
      segments.add(new Segment(was.sequence(), was.first(), was.begunMicros(), bytes, false));
    }
    forced = last;
  }

  synchronized void dropUpTo(long sequence) {
    segments.removeIf(segment -> segment.sequence() <= sequence);
  }

  /// When the last segment was begun; the highest number if there is none.
  synchronized long lastBegunMicros() {
    return segments.isEmpty() ? Long.MAX_VALUE : segments.getLast().begunMicros();
  }

  synchronized List<Segment> all() {
    return List.copyOf(segments);
  }

  /// All that may be read at a moment.
  ///
  /// @param growing what the segment that is written holds; empty if none is
  /// @param forced the last entry that may be read
  record View(List<Segment> segments, List<Stretch> growing, long forced) {}

  synchronized View view() {
    return new View(
        List.copyOf(segments), growing == null ? List.of() : growing.stretches(), forced);
  }
}
