package dev.warder.keys;

/// The time in which a key and its successor are both accepted.
///
/// @param sinceMicros when the successor came, microseconds since the epoch, UTC
/// @param endMicros when the key opens nothing any more, in the same
public record Overlap(long sinceMicros, long endMicros) {}
