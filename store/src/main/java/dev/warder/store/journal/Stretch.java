package dev.warder.store.journal;

/// A stretch of neighbouring frames of a segment, and what may be found there.
///
/// @param offset where its first frame begins
/// @param end where the frame after its last begins
/// @param first number of the first entry; at least that where a loss stands before it
/// @param last number of the last entry
/// @param minMicros earliest time of an entry
/// @param maxMicros latest time of an entry
/// @param texts what entries in it may be found by
record Stretch(
    long offset,
    long end,
    long first,
    long last,
    long minMicros,
    long maxMicros,
    TextFilter texts) {}
