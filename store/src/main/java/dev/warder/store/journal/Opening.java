package dev.warder.store.journal;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.bytes.MalformedException;
import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out where a journal stands, drops what a crash cut short, and refuses what is damaged.
/// Used once.
///
/// The last segment is read whole. Of those before it only the headers are: `warder journal verify`
/// and every reading of them check the rest. Errors `JOURNAL_DAMAGED` with segment, entry and
/// offset; nothing is changed then
final class Opening {
  private final JournalFiles files;
  private final Path folder;
  private final TenantKeys tenants;
  private final Segments segments;
  private final byte[] publicKey;
  private final Sha256 sha = new Sha256();
  private final IndexBuilder index = new IndexBuilder();

  private byte[] hash = new byte[Sha256.BYTES];
  private long position;
  private long last;
  private long signed;
  private boolean sealed;
  private @Nullable SignedHead lastHead;
  private @Nullable SignedHead published;
  private boolean publishedSeen;
  private @Nullable Path unbegun;
  private Recovery recovery = new Recovery(0, 0, 0, 0);

  Opening(
      JournalFiles files, Path folder, TenantKeys tenants, Segments segments, byte[] publicKey) {
    this.publicKey = publicKey;
    this.files = files;
    this.folder = folder;
    this.tenants = tenants;
    this.segments = segments;
  }

  Recovery recovery() {
    return recovery;
  }

  Opened run(SecureRandom random) throws IOException, JournalException {
    published = read(Names.HEAD);
    SignedHead anchor = read(Names.ANCHOR);
    List<Long> sequences = kept(Names.segments(files.list(folder)), anchor);
    SegmentHeader header = null;
    for (int i = 0; i < sequences.size(); i++) {
      boolean isLast = i == sequences.size() - 1;
      SegmentHeader before = header;
      SegmentHeader next = header(sequences.get(i), before, isLast);
      if (next == null) {
        break;
      }
      if (before == null) {
        begins(next, anchor);
      }
      header = next;
    }
    if (header == null) {
      return first(sequences, random);
    }
    scan(header);
    checkPublished(header);
    drop(header);
    dropOlder(sequences.getFirst());
    segments.opened(sealed ? null : index, last);
    recovery = new Recovery(last, header.sequence(), recovery.droppedBytes(), recovery.droppedAt());
    return new Opened(
        header.journal(),
        header.sequence(),
        sealed ? null : header,
        index,
        position,
        hash,
        last,
        signed);
  }

  private Opened first(List<Long> sequences, SecureRandom random)
      throws IOException, JournalException {
    SignedHead head = published;
    if (head != null) {
      throw damaged(
          "no segment is left, but a head was signed at entry " + head.entry(), head.segment(), 0);
    }
    if (sequences.size() > 1) {
      throw damaged("it has no header", sequences.getFirst(), 0);
    }
    dropUnbegun();
    byte[] journal = new byte[SegmentHeader.ID];
    random.nextBytes(journal);
    return new Opened(journal, 0, null, index, 0, hash, 0, 0);
  }

  /// The header of a segment; null if it is the last one, and was begun and never forced.
  private @Nullable SegmentHeader header(
      long sequence, @Nullable SegmentHeader before, boolean isLast)
      throws IOException, JournalException {
    Path path = Names.segment(folder, sequence);
    byte[] bytes;
    long size;
    try (JournalFile file = files.openToRead(path)) {
      size = file.size();
      bytes = SmallFile.bytes(file, 0, SegmentHeader.BYTES);
    }
    SegmentHeader header = SegmentHeader.read(bytes);
    if (header == null && isLast && size <= SegmentHeader.BYTES && isUnwritten(bytes)) {
      recovery = new Recovery(0, sequence, size, 0);
      unbegun = path;
      return null;
    }
    if (header == null || header.sequence() != sequence) {
      throw damaged("its header is not what was written", sequence, 0);
    }
    if (before != null) {
      follow(before, header);
    }
    segments.add(
        new Segments.Segment(sequence, header.firstNumber(), header.begunMicros(), size, !isLast));
    return header;
  }

  private static boolean isUnwritten(byte[] bytes) {
    boolean zeros = true;
    for (byte b : bytes) {
      zeros &= b == 0;
    }
    return zeros || bytes.length < SegmentHeader.BYTES;
  }

  private void follow(SegmentHeader before, SegmentHeader header) throws JournalException {
    if (header.sequence() != before.sequence() + 1) {
      throw damaged("the segment before it is missing", header.sequence(), 0);
    }
    if (!Arrays.equals(before.journal(), header.journal())) {
      throw damaged("it belongs to another journal", header.sequence(), 0);
    }
    if (header.firstNumber() < before.firstNumber()) {
      throw damaged("its entries are older than those before", header.sequence(), 0);
    }
  }

  /// Reads the last segment.
  private void scan(SegmentHeader header) throws IOException, JournalException {
    last = header.firstNumber() - 1;
    signed = last;
    hash = sha.of(header.bytes());
    position = SegmentHeader.BYTES;
    Path path = Names.segment(folder, header.sequence());
    try (JournalFile file = files.openToRead(path)) {
      FrameScanner frames = new FrameScanner(file, header.salt(), SegmentHeader.BYTES, file.size());
      BlockReader blocks = new BlockReader(tenants);
      FrameScanner.Found found = frames.next();
      while (found == FrameScanner.Found.FRAME) {
        take(header, frames, blocks);
        found = frames.next();
      }
      if (found == FrameScanner.Found.BAD) {
        checkTorn(header, file, frames.offset());
      }
    }
    SignedHead head = lastHead;
    if (head != null && !head.isSignedBy(header.publicKey())) {
      throw damaged("a signature does not fit", header.sequence(), position);
    }
    segments.forced(position, last);
    if (sealed) {
      segments.sealed(header.sequence(), position, last);
    }
  }

  private void take(SegmentHeader header, FrameScanner frames, BlockReader blocks)
      throws JournalException {
    if (sealed || !frames.follows(hash)) {
      throw damaged("a frame does not follow the one before", header.sequence(), frames.offset());
    }
    try {
      if (frames.type() == Frame.Type.BLOCK) {
        if (frames.number() != last + 1 + frames.lost() || frames.lost() < 0) {
          throw new MalformedException("entries are missing before it");
        }
        index.add(
            frames.number(),
            blocks.read(
                frames.array(),
                frames.payloadFrom(),
                frames.payloadTo(),
                frames.count(),
                frames.number(),
                header.journal(),
                BlockReader.Wanted.CLEAR),
            frames.end());
        last = frames.number() + frames.count() - 1;
      } else {
        head(header, frames);
        index.skip(frames.end());
      }
    } catch (MalformedException e) {
      throw damaged(String.valueOf(e.getMessage()), header.sequence(), frames.offset());
    }
    hash = sha.of(frames.array(), frames.at(), frames.payloadTo() + 1);
    position = frames.end();
  }

  private void head(SegmentHeader header, FrameScanner frames) throws MalformedException {
    SignedHead head =
        SignedHead.readFrom(
            new ByteReader(frames.array(), frames.payloadFrom(), frames.payloadTo()),
            header.journal(),
            header.sequence(),
            frames.number(),
            hash);
    sealed = head.purpose() == SignedHead.Purpose.SEALED;
    signed = last;
    lastHead = head;
    publishedSeen |= head.equals(published);
  }

  /// Drops what a crash cut short, and forces what it left.
  private void drop(SegmentHeader header) throws IOException {
    dropUnbegun();
    try (JournalFile file = files.openToWrite(Names.segment(folder, header.sequence()))) {
      file.truncate(position);
      file.force();
    }
  }

  private void dropUnbegun() throws IOException {
    Path path = unbegun;
    if (path != null) {
      files.delete(path);
      files.forceFolder(folder);
    }
  }

  private void checkTorn(SegmentHeader header, JournalFile file, long offset)
      throws IOException, JournalException {
    long size = file.size();
    SignedHead head = published;
    boolean wasForced = head != null && head.segment() == header.sequence() && !publishedSeen;
    if (wasForced || !new Tail(file, header.salt(), size).isTorn(offset, last)) {
      throw damaged("what stands there is not what was written", header.sequence(), offset);
    }
    recovery = new Recovery(last, header.sequence(), size - offset, offset);
  }

  /// Compares with the head that was signed last.
  private void checkPublished(SegmentHeader header) throws JournalException {
    SignedHead head = published;
    if (head == null || !head.isSignedBy(header.publicKey())) {
      return;
    }
    if (!head.journal().equals(HexFormat.of().formatHex(header.journal()))) {
      throw damaged("the file 'head' belongs to another journal", header.sequence(), 0);
    }
    if (head.segment() > header.sequence()
        || head.entry() > last
        || (head.segment() == header.sequence() && !publishedSeen)) {
      throw damaged(
          "it ends at entry "
              + last
              + ", but entry "
              + head.entry()
              + " of segment "
              + head.segment()
              + " was signed",
          header.sequence(),
          position);
    }
  }

  /// The segments that are kept; older ones were about to be dropped when the power went.
  private static List<Long> kept(List<Long> sequences, @Nullable SignedHead anchor) {
    long first = anchor == null ? 0 : anchor.segment();
    return sequences.contains(first)
        ? sequences.stream().filter(sequence -> sequence >= first).toList()
        : sequences;
  }

  private void begins(SegmentHeader header, @Nullable SignedHead anchor) throws JournalException {
    boolean isFirst = header.sequence() == 1 && header.firstNumber() == 1;
    boolean isAnchored =
        anchor != null
            && Retainer.begins(anchor, header)
            && (anchor.isSignedBy(publicKey) || anchor.isSignedBy(header.publicKey()));
    if (!isFirst && !isAnchored) {
      throw damaged(
          "the segments before it are missing, and no signed anchor lets it be the first",
          header.sequence(),
          0);
    }
  }

  private void dropOlder(long first) throws IOException {
    for (String name : files.list(folder)) {
      if (!Names.segments(List.of(name)).isEmpty()
          && Names.segments(List.of(name)).getFirst() < first) {
        files.delete(folder.resolve(name));
      }
    }
  }

  private @Nullable SignedHead read(String name) throws IOException {
    Path path = folder.resolve(name);
    return files.exists(path) ? SignedHead.ofLine(SmallFile.text(files, path)) : null;
  }

  private JournalException damaged(String what, long sequence, long offset) {
    return new JournalException(
        ErrorCode.JOURNAL_DAMAGED,
        "the journal "
            + folder
            + " is damaged in segment "
            + Names.segment(sequence)
            + " at byte "
            + offset
            + ", after entry "
            + last
            + ": "
            + what
            + ". Nothing was changed. See 'warder journal verify "
            + folder
            + "'; put the folder back from a backup, or move it away to begin a new journal");
  }
}
