package dev.warder.model.inventory;

import java.util.List;

/// Calls over the time a run covers, in buckets of equal width.
///
/// @param startMicros start of the first bucket, microseconds since the epoch
/// @param bucketMicros width of a bucket, positive
/// @param calls calls per bucket
/// @param failures calls per bucket that did not succeed
public record Timeline(long startMicros, long bucketMicros, List<Long> calls, List<Long> failures) {

  public Timeline {
    if (bucketMicros <= 0) {
      throw new IllegalArgumentException("bucketMicros must be positive, is " + bucketMicros);
    }
    calls = List.copyOf(calls);
    failures = List.copyOf(failures);
    if (calls.size() != failures.size()) {
      throw new IllegalArgumentException("as many failures as calls are needed");
    }
  }
}
