package dev.warder.store.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gathers the index of a segment as it grows. One thread adds; any may look.
///
/// Bounds a stretch of at least [#STRETCH_BYTES] costs 60 bytes and 10 bits for each different text
final class IndexBuilder {
  static final long STRETCH_BYTES = 64 << 10;

  private final List<Stretch> stretches = new ArrayList<>();
  private final WordTable words = new WordTable();
  private final Block block = new Block(1 << 12);
  private long[] hashes = new long[1_024];
  private int hashCount;
  private long offset = SegmentHeader.BYTES;
  private long end = SegmentHeader.BYTES;
  private long first;
  private long last;
  private long minMicros = Long.MAX_VALUE;
  private long maxMicros = Long.MIN_VALUE;

  /// Takes a block in that ends at a place.
  synchronized void add(Block written, long blockEnd) {
    for (int i = 0; i < written.hashCount(); i++) {
      hash(written.hash(i));
    }
    entries(written.first(), written.last(), written.minMicros(), written.maxMicros());
    endAt(blockEnd);
  }

  /// Takes entries in that were read.
  synchronized void add(long from, List<Entry> entries, long blockEnd) {
    words.clear();
    block.clear(from);
    entries.forEach(entry -> block.add(entry, words));
    add(block, blockEnd);
  }

  /// Notes that something without entries ends at a place.
  synchronized void skip(long frameEnd) {
    end = frameEnd;
  }

  private void entries(long from, long to, long min, long max) {
    first = first == 0 ? from : first;
    last = to;
    minMicros = Math.min(minMicros, min);
    maxMicros = Math.max(maxMicros, max);
  }

  private void endAt(long blockEnd) {
    end = blockEnd;
    if (end - offset >= STRETCH_BYTES) {
      stretches.add(open());
      offset = end;
      hashCount = 0;
      first = 0;
      minMicros = Long.MAX_VALUE;
      maxMicros = Long.MIN_VALUE;
    }
  }

  private void hash(long hash) {
    if (hashCount == hashes.length) {
      hashes = Arrays.copyOf(hashes, hashes.length * 2);
    }
    hashes[hashCount++] = hash;
  }

  private Stretch open() {
    Arrays.sort(hashes, 0, hashCount);
    int kept = 0;
    for (int i = 0; i < hashCount; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        hashes[kept++] = hashes[i];
      }
    }
    hashCount = kept;
    return new Stretch(
        offset, end, first, last, minMicros, maxMicros, TextFilter.of(hashes, hashCount));
  }

  /// All stretches so far.
  synchronized List<Stretch> stretches() {
    List<Stretch> all = new ArrayList<>(stretches);
    if (first != 0) {
      all.add(open());
    }
    return all;
  }
}
