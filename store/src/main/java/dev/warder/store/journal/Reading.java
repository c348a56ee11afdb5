package dev.warder.store.journal;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.BlockReader.Wanted;
import dev.warder.store.journal.bytes.MalformedException;
import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads entries in order, or searches for some. Used once, by one thread; the journal may grow
/// meanwhile.
///
/// Bounds memory for one stretch Errors `JOURNAL_DAMAGED` where what was forced is not there whole,
/// with the place
final class Reading {
  private final JournalFiles files;
  private final Path folder;
  private final Segments.View view;
  private final Indexes indexes;
  private final BlockReader blocks;

  /// What becomes of an index that was missing.
  enum Indexes {
    KEPT,
    FORGOTTEN
  }

  Reading(
      JournalFiles files,
      Path folder,
      Segments.View view,
      @Nullable TenantKeys tenants,
      Indexes indexes) {
    this.indexes = indexes;
    this.files = files;
    this.folder = folder;
    this.view = view;
    this.blocks = new BlockReader(tenants);
  }

  /// Hands on all entries from a number on; from the first that is kept if that is older.
  void from(long first, Journal.Reader reader) throws IOException, JournalException {
    Query query = Query.EVERYTHING.from(first);
    List<Segments.Segment> all = view.segments();
    for (int i = 0; i < all.size(); i++) {
      boolean isBefore = i + 1 < all.size() && all.get(i + 1).first() <= first;
      if (!isBefore && !whole(all.get(i), query, reader)) {
        return;
      }
    }
  }

  private boolean whole(Segments.Segment segment, Query query, Journal.Reader reader)
      throws IOException, JournalException {
    try (JournalFile file = open(segment)) {
      if (file == null) {
        return true;
      }
      SegmentHeader header = header(segment, file);
      long begin = begin(segment, header, file, query.fromNumber());
      FrameScanner frames = new FrameScanner(file, header.salt(), begin, segment.bytes());
      while (isNext(segment, frames)) {
        boolean isWanted =
            frames.type() == Frame.Type.BLOCK
                && frames.number() + frames.count() > query.fromNumber();
        if (isWanted
            && !hand(
                frames.number(), entries(segment, header, frames, Wanted.ALL), query, reader)) {
          return false;
        }
      }
    }
    return true;
  }

  /// Where to begin to read a segment: who follows it asks for its end again and again.
  private long begin(Segments.Segment segment, SegmentHeader header, JournalFile file, long wanted)
      throws IOException, JournalException {
    long begin = SegmentHeader.BYTES;
    if (wanted > segment.first()) {
      for (Stretch stretch : stretches(segment, header, file)) {
        if (stretch.first() > wanted) {
          break;
        }
        begin = stretch.offset();
      }
    }
    return begin;
  }

  private List<Stretch> stretches(Segments.Segment segment, SegmentHeader header, JournalFile file)
      throws IOException, JournalException {
    return segment.sealed() ? index(segment, header, file) : view.growing();
  }

  /// Opens a segment; null if it was kept for long enough and dropped since it was looked which
  /// there are, as the anchor says that is written before.
  private @Nullable JournalFile open(Segments.Segment segment) throws IOException {
    try {
      return files.openToRead(Names.segment(folder, segment.sequence()));
    } catch (IOException e) {
      Path path = folder.resolve(Names.ANCHOR);
      SignedHead anchor =
          files.exists(path) ? SignedHead.ofLine(SmallFile.text(files, path)) : null;
      if (anchor != null && segment.sequence() < anchor.segment()) {
        return null;
      }
      throw e;
    }
  }

  private boolean hand(long first, List<Entry> entries, Query query, Journal.Reader reader) {
    boolean isBackwards = query.order() == Query.Order.NEWEST_FIRST;
    for (int n = 0; n < entries.size(); n++) {
      int at = isBackwards ? entries.size() - 1 - n : n;
      long number = first + at;
      Entry entry = entries.get(at);
      if (number <= view.forced()
          && query.matches(number, entry)
          && !reader.accept(number, entry)) {
        return false;
      }
    }
    return true;
  }

  /// Hands on what a query wants.
  void search(Query query, Journal.Reader reader) throws IOException, JournalException {
    List<Segments.Segment> all = new ArrayList<>(view.segments());
    // Who goes on from a number does not look at segments that end before it.
    while (all.size() > 1 && all.get(1).first() <= query.fromNumber()) {
      all.removeFirst();
    }
    boolean isBackwards = query.order() == Query.Order.NEWEST_FIRST;
    for (Segments.Segment segment : isBackwards ? all.reversed() : all) {
      if (!search(segment, query, reader)) {
        return;
      }
    }
  }

  private boolean search(Segments.Segment segment, Query query, Journal.Reader reader)
      throws IOException, JournalException {
    try (JournalFile file = open(segment)) {
      if (file == null) {
        return true;
      }
      SegmentHeader header = header(segment, file);
      List<Stretch> stretches = stretches(segment, header, file);
      boolean isBackwards = query.order() == Query.Order.NEWEST_FIRST;
      for (Stretch stretch : isBackwards ? stretches.reversed() : stretches) {
        if (query.mayBeIn(stretch) && !stretch(segment, header, file, stretch, query, reader)) {
          return false;
        }
      }
    }
    return true;
  }

  /// A block of a stretch.
  private record Read(long first, List<Entry> entries) {}

  private boolean stretch(
      Segments.Segment segment,
      SegmentHeader header,
      JournalFile file,
      Stretch stretch,
      Query query,
      Journal.Reader reader)
      throws IOException, JournalException {
    long end = Math.min(stretch.end(), segment.bytes());
    FrameScanner frames = new FrameScanner(file, header.salt(), stretch.offset(), end);
    Wanted wanted = query.personal() == Query.Personal.OPENED ? Wanted.ALL : Wanted.CLEAR;
    List<Read> read = new ArrayList<>();
    while (isNext(segment, frames)) {
      if (frames.type() == Frame.Type.BLOCK) {
        read.add(new Read(frames.number(), entries(segment, header, frames, wanted)));
      }
    }
    boolean isBackwards = query.order() == Query.Order.NEWEST_FIRST;
    for (Read block : isBackwards ? read.reversed() : read) {
      if (!hand(block.first(), block.entries(), query, reader)) {
        return false;
      }
    }
    return true;
  }

  /// The index of a sealed segment; rebuilt where it is missing.
  private List<Stretch> index(Segments.Segment segment, SegmentHeader header, JournalFile file)
      throws IOException, JournalException {
    Path path = Names.index(folder, segment.sequence());
    List<Stretch> known = SegmentIndex.read(files, path, header);
    if (known != null) {
      return known;
    }
    List<Stretch> built = build(segment, header, file);
    if (indexes == Indexes.KEPT) {
      SegmentIndex.write(files, path, header, built);
    }
    return built;
  }

  private List<Stretch> build(Segments.Segment segment, SegmentHeader header, JournalFile file)
      throws IOException, JournalException {
    IndexBuilder index = new IndexBuilder();
    FrameScanner frames =
        new FrameScanner(file, header.salt(), SegmentHeader.BYTES, segment.bytes());
    while (isNext(segment, frames)) {
      if (frames.type() == Frame.Type.BLOCK) {
        index.add(frames.number(), entries(segment, header, frames, Wanted.CLEAR), frames.end());
      } else {
        index.skip(frames.end());
      }
    }
    return index.stretches();
  }

  private SegmentHeader header(Segments.Segment segment, JournalFile file)
      throws IOException, JournalException {
    SegmentHeader header = SegmentHeader.read(SmallFile.bytes(file, 0, SegmentHeader.BYTES));
    if (header == null) {
      throw damaged(segment, 0, "its header is not what was written");
    }
    return header;
  }

  private boolean isNext(Segments.Segment segment, FrameScanner frames)
      throws IOException, JournalException {
    return switch (frames.next()) {
      case FRAME -> true;
      case END -> false;
      case BAD ->
          throw damaged(segment, frames.offset(), "what stands there is not what was written");
    };
  }

  private List<Entry> entries(
      Segments.Segment segment, SegmentHeader header, FrameScanner frames, Wanted wanted)
      throws JournalException {
    try {
      return blocks.read(
          frames.array(),
          frames.payloadFrom(),
          frames.payloadTo(),
          frames.count(),
          frames.number(),
          header.journal(),
          wanted);
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
