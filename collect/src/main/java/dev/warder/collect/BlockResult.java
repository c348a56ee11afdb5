package dev.warder.collect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What became of one block's records. Filled by one thread, then handed over.
///
/// Bounds at most [#MAX_PLACES] places, the first ones
final class BlockResult {
  static final int MAX_PLACES = 64;

  /// Position of the block in its file.
  final int sequence;

  final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
  final List<Place> places = new ArrayList<>(0);
  long delivered;
  long repaired;

  /// Of those delivered, how many name a credential, and how many only a principal in its place.
  long keyed;

  long byPrincipal;
  int lines;

  /// What the records are if they are of a kind of file that holds no events, else empty.
  String notEvents = "";

  /// The format of the first record that had another than the file's, or the file's first.
  String format = "";

  /// Names of fields of records that no format knows, data.
  final Set<String> fields = new LinkedHashSet<>();

  /// A record that was skipped.
  ///
  /// @param line from 0 within the block
  record Place(int line, long offset, SkipReason reason, String detail) {}

  BlockResult(int sequence) {
    this.sequence = sequence;
  }

  void skip(int line, long offset, SkipReason reason, String detail) {
    if (skipped.merge(reason, 1L, Long::sum) <= FileState.PLACES_PER_REASON
        && places.size() < MAX_PLACES) {
      places.add(new Place(line, offset, reason, detail));
    }
  }

  long skippedCount() {
    return skipped.values().stream().mapToLong(Long::longValue).sum();
  }
}
