package dev.warder.store.journal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// What a journal did since it was opened. Any thread may read it.
///
/// Sum rule: entries appended = entries forced + entries lost after they were appended + entries
/// that are still on their way. [#lost] also counts those that were never appended.
public final class JournalCounters {
  private final AtomicLongArray lost = new AtomicLongArray(EntryKind.values().length);
  private final AtomicLong forces = new AtomicLong();
  private final AtomicLong heads = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong appended = new AtomicLong();
  private final AtomicLong droppedSegments = new AtomicLong();
  private final AtomicLong droppedEntries = new AtomicLong();
  private final AtomicLong droppedBytes = new AtomicLong();
  private volatile Disk disk = Disk.ROOMY;

  /// How much room the disk has, as far as the journal was told.
  public enum Disk {
    ROOMY,
    /// It was full; changes are written into what the reserve had kept free.
    SCARCE,
    /// Nothing can be written.
    FULL
  }

  JournalCounters() {}

  /// Entries of a kind that are not in the journal because it was behind or the disk full.
  @SuppressWarnings("EnumOrdinal") // counted by ordinal below
  public long lost(EntryKind kind) {
    return lost.get(kind.ordinal());
  }

  /// Times the disk was made to keep what was written.
  public long forces() {
    return forces.get();
  }

  public long signedHeads() {
    return heads.get();
  }

  /// Bytes written to segments.
  public long bytes() {
    return bytes.get();
  }

  public Disk disk() {
    return disk;
  }

  /// Entries that were taken in.
  public long appended() {
    return appended.get();
  }

  /// Segments that were dropped because they were kept for as long as they were to be.
  public long droppedSegments() {
    return droppedSegments.get();
  }

  /// Entries in those segments.
  public long droppedEntries() {
    return droppedEntries.get();
  }

  /// Bytes of those segments.
  public long droppedBytes() {
    return droppedBytes.get();
  }

  @SuppressWarnings("EnumOrdinal") // counted by ordinal above
  void lost(EntryKind kind, long count) {
    lost.addAndGet(kind.ordinal(), count);
  }

  void forced() {
    forces.incrementAndGet();
  }

  void signed() {
    heads.incrementAndGet();
  }

  void wrote(long count) {
    bytes.addAndGet(count);
  }

  void disk(Disk now) {
    disk = now;
  }

  void tookIn() {
    appended.incrementAndGet();
  }

  void dropped(long segments, long entries, long segmentBytes) {
    droppedSegments.addAndGet(segments);
    droppedEntries.addAndGet(entries);
    droppedBytes.addAndGet(segmentBytes);
  }
}
