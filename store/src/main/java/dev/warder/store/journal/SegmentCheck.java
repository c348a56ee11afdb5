package dev.warder.store.journal;

import dev.warder.store.journal.Verification.Trouble;
import dev.warder.store.journal.Verification.Verdict;
import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.bytes.MalformedException;
import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at every byte of one segment. Used once.
final class SegmentCheck {
  private final SegmentHeader header;
  private final JournalFile file;
  private final Sha256 sha;
  private final List<Trouble> troubles;
  private final WantedHeads wanted;
  private final byte @Nullable [] givenKey;
  private final BlockReader blocks = new BlockReader(null);
  private final IndexBuilder index = new IndexBuilder();
  private final int troublesBefore;
  private byte[] hash;
  private long last;
  private long entries;
  private long lost;
  private long heads;
  private long signedUpTo;
  private boolean sealed;
  private boolean torn;
  private @Nullable SignedHead head;

  SegmentCheck(
      SegmentHeader header,
      JournalFile file,
      Sha256 sha,
      long last,
      List<Trouble> troubles,
      WantedHeads wanted,
      byte @Nullable [] givenKey) {
    this.header = header;
    this.file = file;
    this.sha = sha;
    this.last = last;
    this.troubles = troubles;
    this.wanted = wanted;
    this.givenKey = givenKey;
    troublesBefore = troubles.size();
    hash = sha.of(header.bytes());
  }

  void run(boolean isLast) throws IOException {
    long size = file.size();
    FrameScanner frames = new FrameScanner(file, header.salt(), SegmentHeader.BYTES, size);
    FrameScanner.Found found = frames.next();
    while (found == FrameScanner.Found.FRAME) {
      frame(frames);
      found = frames.next();
    }
    if (found == FrameScanner.Found.BAD) {
      bad(frames.offset(), size, isLast);
    }
  }

  private void bad(long offset, long size, boolean isLast) throws IOException {
    if (isLast && new Tail(file, header.salt(), size).isTorn(offset, last)) {
      torn = true;
      return;
    }
    byte[] begin = SmallFile.bytes(file, offset, (int) Math.min(Frame.HEADER, size - offset));
    boolean isCut =
        begin.length < Frame.HEADER
            || (Frame.isHeader(begin, 0, header.salt())
                && offset + Frame.HEADER + ByteReader.getInt(begin, Frame.LENGTH_AT) > size);
    trouble(
        isCut ? Verdict.DELETED : Verdict.TAMPERED,
        offset,
        isCut ? "the segment ends in the middle of a block" : "a checksum does not fit");
  }

  private void frame(FrameScanner frames) {
    boolean follows = frames.follows(hash);
    if (sealed) {
      trouble(Verdict.TAMPERED, frames.offset(), "something stands behind the sealed end");
    }
    if (frames.type() == Frame.Type.BLOCK) {
      block(frames, follows);
    } else {
      head(frames, follows);
    }
    hash = sha.of(frames.array(), frames.at(), frames.payloadTo() + 1);
  }

  private void block(FrameScanner frames, boolean follows) {
    long expected = last + 1 + frames.lost();
    if (frames.number() > expected) {
      trouble(
          Verdict.DELETED,
          frames.offset(),
          "entries " + expected + " to " + (frames.number() - 1) + " are missing");
    } else if (!follows || frames.number() < expected) {
      trouble(Verdict.TAMPERED, frames.offset(), "what is before it was changed or taken away");
    }
    try {
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
    } catch (MalformedException e) {
      trouble(Verdict.TAMPERED, frames.offset(), "no journal writes this: " + e.getMessage());
    }
    lost += Math.max(0, frames.lost());
    entries += frames.count();
    last = frames.number() + frames.count() - 1;
  }

  private void head(FrameScanner frames, boolean follows) {
    try {
      SignedHead signed =
          SignedHead.readFrom(
              new ByteReader(frames.array(), frames.payloadFrom(), frames.payloadTo()),
              header.journal(),
              header.sequence(),
              frames.number(),
              hash);
      byte[] key = givenKey;
      if (!follows) {
        trouble(Verdict.TAMPERED, frames.offset(), "what is before it was changed or taken away");
      } else if (frames.number() != last
          || !signed.isSignedBy(key == null ? header.publicKey() : key)) {
        trouble(Verdict.TAMPERED, frames.offset(), "a signature does not fit");
      } else {
        heads++;
        signedUpTo = last;
        head = signed;
        wanted.see(signed);
      }
      sealed = signed.purpose() == SignedHead.Purpose.SEALED;
      index.skip(frames.end());
    } catch (MalformedException e) {
      trouble(Verdict.TAMPERED, frames.offset(), "no journal writes this: " + e.getMessage());
    }
  }

  /// Compares the index beside the segment, if there is one and the segment is clean.
  void compareIndex(JournalFiles files, Path path) throws IOException {
    if (isClean() && files.exists(path)) {
      List<Stretch> kept = SegmentIndex.read(files, path, header);
      if (kept != null && !kept.equals(index.stretches())) {
        trouble(
            Verdict.TAMPERED,
            0,
            "the index beside it tells something else; remove "
                + path.getFileName()
                + ", it is made anew from the segment");
      }
    }
  }

  private void trouble(Verdict kind, long offset, String words) {
    troubles.add(new Trouble(kind, header.sequence(), last, offset, words));
  }

  /// Whether nothing was found.
  boolean isClean() {
    return troubles.size() == troublesBefore;
  }

  byte[] hash() {
    return hash;
  }

  long last() {
    return last;
  }

  long entries() {
    return entries;
  }

  long lost() {
    return lost;
  }

  long heads() {
    return heads;
  }

  long signedUpTo() {
    return signedUpTo;
  }

  boolean isSealed() {
    return sealed;
  }

  boolean isTorn() {
    return torn;
  }

  @Nullable SignedHead head() {
    return head;
  }
}
