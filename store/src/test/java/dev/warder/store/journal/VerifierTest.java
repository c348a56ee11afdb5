package dev.warder.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.store.journal.Verification.Trouble;
import dev.warder.store.journal.Verification.Verdict;
import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.bytes.ByteWriter;
import dev.warder.store.journal.fake.MemoryFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What verification tells of a journal that somebody tampered with, who has the disk but not the
/// signing key.
class VerifierTest {
  private static final Path FOLDER = Path.of("/journal");
  private static final JournalSettings SETTINGS =
      JournalSettings.defaults()
          .with(new JournalSettings.Sizes(200, 4_096, 2_000, 600))
          .with(new JournalSettings.Pace(Duration.ofMinutes(5), Duration.ofDays(1)));

  private MemoryFiles files = new MemoryFiles();
  private String publicKey = "";
  private List<Path> segments = List.of();

  @BeforeEach
  void aJournalOfSeveralSegments() throws JournalException {
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      for (int n = 1; n <= 60; n++) {
        journal.force(journal.append(n % 3 == 0 ? Entries.personal(n) : Entries.audit(n)));
      }
      publicKey = journal.publicKey();
    }
    segments =
        files.list(FOLDER).stream()
            .filter(name -> name.endsWith(".segment"))
            .map(FOLDER::resolve)
            .toList();
    assertThat(segments.size()).isGreaterThan(4);
  }

  private Verification verify(SignedHead... heads) {
    return Verifier.verify(FOLDER, publicKey, List.of(heads), files);
  }

  private SignedHead head() throws IOException {
    String line = new String(files.content(FOLDER.resolve(Names.HEAD)), StandardCharsets.US_ASCII);
    return Objects.requireNonNull(SignedHead.ofLine(line));
  }

  @Test
  void aJournalThatNobodyTouchedIsWhole() {
    Verification verification = verify();
    assertThat(verification.troubles()).isEmpty();
    assertThat(verification.verdict()).isEqualTo(Verdict.WHOLE);
    assertThat(verification.entries()).isEqualTo(60);
    assertThat(verification.firstEntry()).isEqualTo(1);
    assertThat(verification.signedUpTo()).isEqualTo(60);
    assertThat(verification.segments()).isEqualTo(segments.size());
  }

  @Test
  void everyFlippedByteIsFoundWithItsPlace() throws IOException {
    Path segment = segments.get(2);
    byte[] whole = files.content(segment);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] = (byte) (flipped[at] ^ 1);
      files.put(segment, flipped);
      Verification verification = verify();
      assertThat(verification.verdict()).as("byte " + at).isEqualTo(Verdict.TAMPERED);
      Trouble first = verification.troubles().getFirst();
      assertThat(first.segment()).isEqualTo(3);
      assertThat(first.offset()).isLessThanOrEqualTo(at);
    }
  }

  @Test
  void aBlockRewrittenWithRightChecksumsIsTampering() throws IOException {
    Path segment = segments.get(1);
    byte[] bytes = files.content(segment);
    byte[] salt = Arrays.copyOfRange(bytes, 32, 48);
    List<Integer> frames = frames(bytes);
    int from = frames.get(1);
    byte[] forged = Arrays.copyOfRange(bytes, from, frames.get(2));
    forged[forged.length - 3] = (byte) (forged[forged.length - 3] ^ 1);
    reframe(forged, salt);
    System.arraycopy(forged, 0, bytes, from, forged.length);
    files.put(segment, bytes);

    Verification verification = verify();
    assertThat(verification.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(verification.troubles().getFirst().offset()).isEqualTo(frames.get(2).longValue());
  }

  @Test
  void aRewrittenChainFailsAtTheFirstSignature() throws IOException {
    Path segment = segments.getLast();
    byte[] bytes = files.content(segment);
    byte[] salt = Arrays.copyOfRange(bytes, 32, 48);
    List<Integer> frames = frames(bytes);
    Sha256 sha = new Sha256();
    byte[] previous = sha.of(bytes, 0, SegmentHeader.BYTES);
    for (int i = 0; i < frames.size(); i++) {
      int to = i + 1 < frames.size() ? frames.get(i + 1) : bytes.length;
      byte[] frame = Arrays.copyOfRange(bytes, frames.get(i), to);
      System.arraycopy(previous, 0, frame, Frame.PREVIOUS_AT, Sha256.BYTES);
      if (i == 0) {
        frame[frame.length - 3] = (byte) (frame[frame.length - 3] ^ 1);
      }
      reframe(frame, salt);
      previous = sha.of(frame);
      System.arraycopy(frame, 0, bytes, frames.get(i), frame.length);
    }
    files.put(segment, bytes);

    Verification verification = verify();
    assertThat(verification.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(verification.troubles().getFirst().words()).contains("signature");
  }

  @Test
  void anEntryTakenOutOfTheMiddleIsDeletion() throws IOException {
    Path segment = segments.get(1);
    byte[] bytes = files.content(segment);
    List<Integer> frames = frames(bytes);
    files.put(segment, without(bytes, frames.get(1), frames.get(2)));

    Verification verification = verify();
    assertThat(verification.verdict()).isEqualTo(Verdict.DELETED);
    assertThat(verification.troubles().getFirst().words())
        .matches("entries \\d+ to \\d+ are missing");
  }

  @Test
  void aSegmentTakenOutOfTheMiddleIsDeletion() {
    files.remove(segments.get(2));
    Verification verification = verify();
    assertThat(verification.verdict()).isEqualTo(Verdict.DELETED);
    assertThat(verification.troubles()).hasSize(1);
    assertThat(verification.troubles().getFirst().words()).contains("segments 3 to 3");
  }

  @Test
  void theFirstSegmentTakenAwayIsDeletion() {
    files.remove(segments.getFirst());
    assertThat(verify().verdict()).isEqualTo(Verdict.DELETED);
  }

  @Test
  void segmentsTakenFromTheEndAreDeletionAsTheHeadTells() throws IOException {
    SignedHead kept = head();
    files.remove(segments.getLast());
    assertThat(verify().verdict()).isEqualTo(Verdict.DELETED);
    files.remove(FOLDER.resolve(Names.HEAD));
    assertThat(verify().verdict()).isEqualTo(Verdict.WHOLE);
    assertThat(verify().notes()).anyMatch(note -> note.contains("'head' is missing"));
    assertThat(verify(kept).verdict()).isEqualTo(Verdict.DELETED);
  }

  @Test
  void theEndOfASegmentInTheMiddleTakenAwayIsDeletion() throws IOException {
    byte[] bytes = files.content(segments.get(1));
    for (int cut : List.of(1, 40, 200, 500)) {
      files.put(segments.get(1), Arrays.copyOf(bytes, bytes.length - cut));
      assertThat(verify().verdict()).as("cut " + cut).isEqualTo(Verdict.DELETED);
    }
  }

  @Test
  void aTailCutOffIsTruncationWhereAHeadSpeaksOfItAndElseATornTail() throws IOException {
    SignedHead kept = head();
    byte[] bytes = files.content(segments.getLast());
    List<Integer> frames = frames(bytes);
    files.put(segments.getLast(), Arrays.copyOf(bytes, frames.get(1) + 10));
    assertThat(verify().verdict()).isEqualTo(Verdict.TRUNCATED);
    files.remove(FOLDER.resolve(Names.HEAD));
    assertThat(verify().verdict()).isEqualTo(Verdict.TORN_TAIL);
    assertThat(verify(kept).verdict()).isEqualTo(Verdict.TRUNCATED);
    files.put(segments.getLast(), Arrays.copyOf(bytes, frames.get(1)));
    assertThat(verify().verdict()).isEqualTo(Verdict.WHOLE);
    assertThat(verify(kept).verdict()).isEqualTo(Verdict.TRUNCATED);
  }

  @Test
  void aJournalWrittenAnewUnderAnotherKeyIsTamperingForWhoeverKeptTheKey() throws Exception {
    SignedHead kept = head();
    files = new MemoryFiles();
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      for (int n = 1; n <= 60; n++) {
        journal.append(Entries.audit(n + 1));
      }
    }
    assertThat(Verifier.verify(FOLDER, null, List.of(), files).verdict()).isEqualTo(Verdict.WHOLE);
    assertThat(verify().verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(Verifier.verify(FOLDER, null, List.of(kept), files).verdict())
        .isEqualTo(Verdict.TAMPERED);
  }

  @Test
  void anIndexThatHidesEntriesIsFound() throws Exception {
    Path index = FOLDER.resolve("000000000002.index");
    SegmentHeader header =
        Objects.requireNonNull(SegmentHeader.read(files.content(segments.get(1))));
    List<Stretch> stretches = Objects.requireNonNull(SegmentIndex.read(files, index, header));
    SegmentIndex.write(files, index, header, stretches.subList(1, stretches.size()));
    assertThat(verify().verdict()).isEqualTo(Verdict.TAMPERED);
    files.remove(index);
    assertThat(verify().verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void nothingAtAllIsUnreadable() {
    files = new MemoryFiles();
    assertThat(verify().verdict()).isEqualTo(Verdict.UNREADABLE);
  }

  private static List<Integer> frames(byte[] segment) {
    List<Integer> frames = new ArrayList<>();
    int at = SegmentHeader.BYTES;
    while (at < segment.length) {
      frames.add(at);
      at += Frame.HEADER + ByteReader.getInt(segment, at + Frame.LENGTH_AT);
    }
    return frames;
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  /// Makes both checksums of a frame right again.
  private static void reframe(byte[] frame, byte[] salt) {
    ByteWriter out = new ByteWriter(frame.length);
    Frame.begin(out);
    out.bytes(frame, Frame.HEADER, frame.length - Frame.HEADER - 1);
    Frame.Type type = Objects.requireNonNull(Frame.type(frame, 0));
    Frame.end(
        out,
        type,
        ByteReader.getLong(frame, Frame.NUMBER_AT),
        ByteReader.getInt(frame, Frame.COUNT_AT),
        ByteReader.getLong(frame, Frame.LOST_AT),
        ByteReader.getLong(frame, Frame.FORCED_AT),
        Arrays.copyOfRange(frame, Frame.PREVIOUS_AT, Frame.PREVIOUS_AT + Sha256.BYTES),
        salt);
    System.arraycopy(out.array(), 0, frame, 0, frame.length);
  }
}
