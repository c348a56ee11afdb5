package dev.warder.store.journal;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.BlockReader.Wanted;
import dev.warder.store.journal.bytes.MalformedException;
import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Reads entries in order. Used once, by one thread; the journal may grow meanwhile.
///
/// Errors `JOURNAL_DAMAGED` where what was forced is not there whole, with the place
final class Reading {
  private final JournalFiles files;
  private final Path folder;
  private final Segments segments;
  private final BlockReader blocks;

  Reading(JournalFiles files, Path folder, Segments segments, TenantKeys tenants) {
    this.files = files;
    this.folder = folder;
    this.segments = segments;
    this.blocks = new BlockReader(tenants);
  }

  /// Hands on entries from a number on; from the first that is kept if that is older.
  void from(long first, Journal.Reader reader) throws IOException, JournalException {
    long forced = segments.forced();
    List<Segments.Segment> all = segments.all();
    for (int i = 0; i < all.size(); i++) {
      boolean isBefore = i + 1 < all.size() && all.get(i + 1).first() <= first;
      if (!isBefore && !segment(all.get(i), first, forced, reader)) {
        return;
      }
    }
  }

  private boolean segment(Segments.Segment segment, long first, long forced, Journal.Reader reader)
      throws IOException, JournalException {
    try (JournalFile file = files.openToRead(Names.segment(folder, segment.sequence()))) {
      SegmentHeader header = SegmentHeader.read(SmallFile.bytes(file, 0, SegmentHeader.BYTES));
      if (header == null) {
        throw damaged(segment, 0, "its header is not what was written");
      }
      FrameScanner frames =
          new FrameScanner(file, header.salt(), SegmentHeader.BYTES, segment.bytes());
      FrameScanner.Found found = frames.next();
      while (found == FrameScanner.Found.FRAME) {
        boolean isWanted =
            frames.type() == Frame.Type.BLOCK && frames.number() + frames.count() > first;
        if (isWanted && !block(segment, header, frames, first, forced, reader)) {
          return false;
        }
        found = frames.next();
      }
      if (found == FrameScanner.Found.BAD) {
        throw damaged(segment, frames.offset(), "what stands there is not what was written");
      }
    }
    return true;
  }

  private boolean block(
      Segments.Segment segment,
      SegmentHeader header,
      FrameScanner frames,
      long first,
      long forced,
      Journal.Reader reader)
      throws JournalException {
    List<Entry> entries = entries(segment, header, frames);
    long number = frames.number();
    for (Entry entry : entries) {
      if (number > forced) {
        return false;
      }
      if (number >= first && !reader.accept(number, entry)) {
        return false;
      }
      number++;
    }
    return true;
  }

  private List<Entry> entries(Segments.Segment segment, SegmentHeader header, FrameScanner frames)
      throws JournalException {
    try {
      return blocks.read(
          frames.array(),
          frames.payloadFrom(),
          frames.payloadTo(),
          frames.count(),
          frames.number(),
          header.journal(),
          Wanted.ALL);
    } catch (MalformedException e) {
      throw damaged(segment, frames.offset(), String.valueOf(e.getMessage()));
    }
  }

  private JournalException damaged(Segments.Segment segment, long offset, String what) {
    return new JournalException(
        ErrorCode.JOURNAL_DAMAGED,
        "the journal "
            + folder
            + " is damaged in segment "
            + Names.segment(segment.sequence())
            + " at byte "
            + offset
            + ": "
            + what
            + ". See 'warder journal verify "
            + folder
            + "'");
  }
}
