package dev.warder.store.journal;

import dev.warder.store.journal.file.JournalFiles;
import dev.warder.store.journal.file.NoSpaceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Drops segments that were kept for as long as they were to be. Confined to the writing thread.
///
/// Guarantees before anything is dropped, a signed anchor says where what is kept begins and the
/// hash that it follows, so that the chain can still be verified and nobody else can drop anything
final class Retainer implements Committer.Keeper {
  /// A segment grows for at most this part of the age that entries are kept for, so that no entry
  /// is kept for much longer than it where few come.
  private static final int ROLLS = 8;

  private final JournalFiles files;
  private final Path folder;
  private final JournalSettings.Retention retention;
  private final InstantSource clock;
  private final SigningKey key;
  private final Segments segments;
  private final JournalCounters counters;

  Retainer(
      JournalFiles files,
      Path folder,
      JournalSettings settings,
      SigningKey key,
      Segments segments,
      JournalCounters counters) {
    this.files = files;
    this.folder = folder;
    this.retention = settings.retention();
    this.clock = settings.clock();
    this.key = key;
    this.segments = segments;
    this.counters = counters;
  }

  @Override
  public long rollsBefore() {
    return retention.isForEver()
        ? Long.MIN_VALUE
        : TimeUnit.MILLISECONDS.toMicros(clock.millis() - retention.age().toMillis() / ROLLS);
  }

  @Override
  public void keep() throws IOException {
    if (retention.isForEver()) {
      return;
    }
    List<Segments.Segment> all = segments.all();
    int drop = toDrop(all);
    if (drop == 0) {
      return;
    }
    long kept = all.get(drop).sequence();
    try {
      anchor(kept);
    } catch (NoSpaceException e) {
      files.delete(folder.resolve(Names.ANCHOR + Names.PART));
      return; // Tried again with the next batch.
    }
    for (Segments.Segment segment : all.subList(0, drop)) {
      files.delete(Names.segment(folder, segment.sequence()));
      files.delete(Names.index(folder, segment.sequence()));
    }
    files.forceFolder(folder);
    segments.dropUpTo(kept - 1);
    counters.dropped(
        drop,
        all.get(drop).first() - all.getFirst().first(),
        all.subList(0, drop).stream().mapToLong(Segments.Segment::bytes).sum());
  }

  private int toDrop(List<Segments.Segment> all) {
    long bytes = all.stream().mapToLong(Segments.Segment::bytes).sum();
    int drop = 0;
    while (drop < all.size() - 1
        && (bytes > retention.bytes() || isOld(all.get(drop + 1).begunMicros()))) {
      bytes -= all.get(drop).bytes();
      drop++;
    }
    return drop;
  }

  private boolean isOld(long endedMicros) {
    return clock.millis() - endedMicros / 1_000 > retention.age().toMillis();
  }

  private void anchor(long sequence) throws IOException {
    byte[] bytes = SmallFile.bytes(files, Names.segment(folder, sequence), SegmentHeader.BYTES);
    SegmentHeader header = SegmentHeader.read(bytes);
    if (header == null) {
      throw new IOException("the header of " + Names.segment(sequence) + " was changed");
    }
    SignedHead anchor =
        SignedHead.sign(
            key,
            SignedHead.Purpose.ANCHOR,
            header.journal(),
            sequence,
            header.firstNumber() - 1,
            clock.millis() * 1_000,
            header.previous());
    SmallFile.replace(files, folder.resolve(Names.ANCHOR), anchor.line() + "\n");
  }

  /// Whether a segment is the one that an anchor lets a journal begin with.
  static boolean begins(SignedHead anchor, SegmentHeader header) {
    return anchor.purpose() == SignedHead.Purpose.ANCHOR
        && anchor.segment() == header.sequence()
        && anchor.entry() == header.firstNumber() - 1
        && anchor.journal().equals(HexFormat.of().formatHex(header.journal()))
        && anchor.hash().equals(HexFormat.of().formatHex(header.previous()));
  }
}
