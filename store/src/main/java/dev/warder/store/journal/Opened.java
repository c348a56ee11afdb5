package dev.warder.store.journal;

import org.jspecify.annotations.Nullable;

/// Where a journal stands when it is opened: what the next block follows. Handed over once, as
/// parts of what goes on.
final class Opened {
  private final byte[] journal;
  private final long sequence;
  private final @Nullable SegmentHeader header;
  private final IndexBuilder index;
  private final long position;
  private final byte[] hash;
  private final long last;
  private final long signed;

  /// @param header of the segment that goes on; null if the next block begins one
  /// @param signed last entry before a signed head
  Opened(
      byte[] journal,
      long sequence,
      @Nullable SegmentHeader header,
      IndexBuilder index,
      long position,
      byte[] hash,
      long last,
      long signed) {
    this.journal = journal;
    this.sequence = sequence;
    this.header = header;
    this.index = index;
    this.position = position;
    this.hash = hash;
    this.last = last;
    this.signed = signed;
  }

  byte[] journal() {
    return journal;
  }

  long sequence() {
    return sequence;
  }

  @Nullable SegmentHeader header() {
    return header;
  }

  IndexBuilder index() {
    return index;
  }

  long position() {
    return position;
  }

  byte[] hash() {
    return hash;
  }

  long last() {
    return last;
  }

  long signed() {
    return signed;
  }
}
