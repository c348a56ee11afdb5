package dev.warder.store.journal;

import dev.warder.store.journal.Verification.KeyFrom;
import dev.warder.store.journal.Verification.Trouble;
import dev.warder.store.journal.Verification.Verdict;
import dev.warder.store.journal.file.DiskFiles;
import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at every byte of a journal, or of a copy, and tells what is not as it was written. Needs
/// no lock and no secret. Used once.
///
/// Guarantees with the public key and a head that were kept elsewhere: nothing up to that head was
/// changed, left out or added. Without them somebody who can write the folder may have taken away
/// the end, back to an older head; who also has the signing key may have written it all anew
public final class Verifier {
  private final Path folder;
  private final JournalFiles files;
  private final byte @Nullable [] givenKey;
  private final List<SignedHead> given;
  private final List<Trouble> troubles = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Sha256 sha = new Sha256();
  private final WantedHeads wanted = new WantedHeads();

  private @Nullable SegmentHeader header;
  private @Nullable SegmentCheck before;
  private byte[] hash = new byte[Sha256.BYTES];
  private long last;
  private int segments;
  private long firstEntry;
  private long entries;
  private long lost;
  private long heads;
  private long signedUpTo;
  private boolean torn;
  private @Nullable SignedHead head;

  private Verifier(
      Path folder, JournalFiles files, byte @Nullable [] givenKey, List<SignedHead> given) {
    this.folder = folder;
    this.files = files;
    this.givenKey = givenKey;
    this.given = given;
  }

  /// Verifies the journal in a folder.
  ///
  /// @param publicKey in PEM, as it was kept elsewhere; null if none was
  /// @param heads as they were kept elsewhere
  /// @throws IllegalArgumentException if the public key is none
  public static Verification verify(
      Path folder, @Nullable String publicKey, List<SignedHead> heads) {
    return verify(folder, publicKey, heads, new DiskFiles());
  }

  /// Verifies the journal in a folder of other files.
  public static Verification verify(
      Path folder, @Nullable String publicKey, List<SignedHead> heads, JournalFiles files) {
    byte[] key = publicKey == null ? null : SigningKey.readPublic(publicKey);
    return new Verifier(folder, files, key, heads).run();
  }

  private Verification run() {
    try {
      List<Long> sequences = Names.segments(files.list(folder));
      SignedHead published = read(Names.HEAD);
      given.forEach(one -> wanted.add(one, "the head that was kept elsewhere"));
      if (published != null) {
        wanted.add(published, "the file 'head'");
      }
      for (int i = 0; i < sequences.size(); i++) {
        segment(sequences.get(i), i == sequences.size() - 1);
      }
      checkHeads(published, sequences);
    } catch (IOException e) {
      notes.add("reading failed: " + e.getMessage());
      trouble(Verdict.UNREADABLE, 0, 0, "it cannot be read: " + e.getMessage());
    }
    return told();
  }

  private void segment(long sequence, boolean isLast) throws IOException {
    SignedHead anchor = header == null ? read(Names.ANCHOR) : null;
    if (anchor != null && sequence < anchor.segment()) {
      notes.add(
          Names.segment(sequence) + " was to be dropped and is still there; it was not looked at");
      return;
    }
    try (JournalFile file = files.openToRead(Names.segment(folder, sequence))) {
      SegmentHeader next = SegmentHeader.read(SmallFile.bytes(file, 0, SegmentHeader.BYTES));
      if (next == null || next.sequence() != sequence) {
        unreadableHeader(sequence, isLast, file.size());
        return;
      }
      link(next, anchor);
      header = next;
      SegmentCheck check = new SegmentCheck(next, file, sha, last, troubles, wanted, givenKey);
      check.run(isLast);
      check.compareIndex(files, Names.index(folder, sequence));
      hash = check.hash();
      last = check.last();
      entries += check.entries();
      lost += check.lost();
      heads += check.heads();
      signedUpTo = Math.max(signedUpTo, check.signedUpTo());
      head = check.head() == null ? head : check.head();
      torn |= check.isTorn();
      before = check;
      segments++;
    }
  }

  private void unreadableHeader(long sequence, boolean isLast, long size) {
    if (isLast && size < SegmentHeader.BYTES) {
      torn = true;
      return;
    }
    trouble(Verdict.TAMPERED, sequence, 0, "its header is not what was written");
    header = null;
    before = null;
  }

  /// Compares the beginning of a segment with the end of the one before.
  private void link(SegmentHeader next, @Nullable SignedHead anchor) {
    SegmentHeader previous = header;
    SegmentCheck checked = before;
    if (previous == null) {
      if (troubles.isEmpty()) {
        begin(next, anchor);
      }
    } else if (next.sequence() > previous.sequence() + 1) {
      trouble(
          Verdict.DELETED,
          next.sequence(),
          0,
          "the segments "
              + (previous.sequence() + 1)
              + " to "
              + (next.sequence() - 1)
              + " are missing, with entries "
              + (last + 1)
              + " to "
              + (next.firstNumber() - 1));
    } else if (!Arrays.equals(next.previous(), hash) && (checked == null || checked.isClean())) {
      boolean isShort = checked == null || !checked.isSealed();
      trouble(
          isShort ? Verdict.DELETED : Verdict.TAMPERED,
          next.sequence(),
          0,
          isShort
              ? "the end of the segment before it is missing"
              : "it does not follow the segment before it");
    }
    last = next.firstNumber() - 1;
    firstEntry = firstEntry == 0 ? next.firstNumber() : firstEntry;
  }

  private void begin(SegmentHeader next, @Nullable SignedHead anchor) {
    boolean isFirst =
        next.sequence() == 1
            && next.firstNumber() == 1
            && Arrays.equals(next.previous(), new byte[Sha256.BYTES]);
    if (isFirst) {
      return;
    }
    if (anchor == null || !Retainer.begins(anchor, next)) {
      trouble(
          Verdict.DELETED,
          next.sequence(),
          0,
          "what is before entry "
              + next.firstNumber()
              + " is missing, and no anchor says that it was dropped");
    } else if (!isOurs(anchor, next)) {
      trouble(Verdict.TAMPERED, next.sequence(), 0, "the signature of the anchor does not fit");
    } else {
      notes.add(
          "entries before " + next.firstNumber() + " were dropped, as the signed anchor says");
    }
  }

  private boolean isOurs(SignedHead signed, SegmentHeader by) {
    byte[] key = givenKey;
    return signed.isSignedBy(key == null ? by.publicKey() : key);
  }

  private void checkHeads(@Nullable SignedHead published, List<Long> sequences) {
    SegmentHeader end = header;
    if (end == null) {
      wanted.all().stream()
          .findFirst()
          .ifPresent(one ->
              trouble(
                  Verdict.DELETED,
                  one.head().segment(),
                  0,
                  "no segment is left, but "
                      + one.name()
                      + " speaks of entry "
                      + one.head().entry()));
      return;
    }
    for (WantedHeads.Wanted one : wanted.all()) {
      checkHead(one, end, sequences.getFirst());
    }
    if (published == null && heads > 0) {
      notes.add("the file 'head' is missing; the journal writes one with every signed head");
    }
  }

  private void checkHead(WantedHeads.Wanted one, SegmentHeader end, long firstSequence) {
    SignedHead signed = one.head();
    String name = one.name();
    if (!signed.journal().equals(HexFormat.of().formatHex(end.journal()))) {
      trouble(Verdict.TAMPERED, 0, 0, name + " belongs to another journal");
    } else if (!isOurs(signed, end)) {
      trouble(Verdict.TAMPERED, signed.segment(), 0, "the signature of " + name + " does not fit");
    } else if (signed.segment() > end.sequence()) {
      trouble(
          Verdict.DELETED,
          end.sequence(),
          0,
          "segments at the end are missing: "
              + name
              + " speaks of entry "
              + signed.entry()
              + " in segment "
              + signed.segment());
    } else if (signed.entry() > last) {
      trouble(
          Verdict.TRUNCATED,
          end.sequence(),
          0,
          "it ends at entry " + last + ", but " + name + " speaks of entry " + signed.entry());
    } else if (!one.isSeen() && signed.segment() >= firstSequence && troubles.isEmpty()) {
      boolean isCut = signed.segment() == end.sequence() && signed.entry() == last;
      trouble(
          isCut ? Verdict.TRUNCATED : Verdict.TAMPERED,
          signed.segment(),
          0,
          "what " + name + " speaks of is not in the chain");
    }
  }

  private void trouble(Verdict kind, long segment, long offset, String words) {
    troubles.add(new Trouble(kind, segment, last, offset, words));
  }

  private Verification told() {
    Verdict verdict = torn ? Verdict.TORN_TAIL : Verdict.WHOLE;
    SegmentHeader end = header;
    if (end == null && troubles.isEmpty()) {
      verdict = Verdict.UNREADABLE;
    }
    for (Trouble trouble : troubles) {
      verdict = trouble.kind().compareTo(verdict) > 0 ? trouble.kind() : verdict;
    }
    byte[] key = givenKey != null ? givenKey : end != null ? end.publicKey() : new byte[0];
    return new Verification(
        verdict,
        troubles,
        notes,
        segments,
        entries == 0 ? 0 : firstEntry,
        last,
        entries,
        lost,
        heads,
        signedUpTo,
        HexFormat.of().formatHex(sha.of(key)),
        givenKey != null ? KeyFrom.GIVEN : KeyFrom.JOURNAL,
        head);
  }

  private @Nullable SignedHead read(String name) throws IOException {
    Path path = folder.resolve(name);
    if (!files.exists(path)) {
      return null;
    }
    SignedHead read = SignedHead.ofLine(SmallFile.text(files, path));
    if (read == null) {
      notes.add("the file '" + name + "' holds no head");
    }
    return read;
  }
}
