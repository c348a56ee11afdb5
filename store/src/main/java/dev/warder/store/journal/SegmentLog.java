package dev.warder.store.journal;

import dev.warder.store.journal.bytes.ByteWriter;
import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import dev.warder.store.journal.file.NoSpaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The file side of a journal: writes blocks and signed heads, begins and seals segments. Confined
/// to the writing thread.
///
/// Errors after [NoSpaceException] everything is as before the call, and it may be tried again;
/// after any other failure nothing may
final class SegmentLog {
  private final JournalFiles files;
  private final Path folder;
  private final long segmentBytes;
  private final InstantSource clock;
  private final SecureRandom random;
  private final SigningKey key;
  private final TenantKeys tenants;
  private final Sections sections;
  private final Segments segments;
  private final Sha256 sha = new Sha256();
  private final ByteWriter frame = new ByteWriter(1 << 19);
  private final byte[] journal;
  private @Nullable Current current;
  private long sequence;
  private byte[] hash;
  private long last;
  private long forced;
  private long signed;
  private @Nullable SignedHead head;

  /// The segment that is written.
  private static final class Current {
    final SegmentHeader header;
    final JournalFile file;
    final byte[] salt;
    final IndexBuilder index;
    long position;

    Current(SegmentHeader header, JournalFile file, IndexBuilder index, long position) {
      this.header = header;
      this.file = file;
      this.salt = header.salt();
      this.index = index;
      this.position = position;
    }
  }

  SegmentLog(
      JournalFiles files,
      Path folder,
      JournalSettings settings,
      SigningKey key,
      TenantKeys tenants,
      Segments segments,
      SecureRandom random,
      Opened opened)
      throws IOException {
    this.files = files;
    this.folder = folder;
    this.segmentBytes = settings.sizes().segment();
    this.clock = settings.clock();
    this.random = random;
    this.key = key;
    this.tenants = tenants;
    this.sections = new Sections(tenants, random, Niceness::pause);
    this.segments = segments;
    journal = opened.journal();
    sequence = opened.sequence();
    hash = opened.hash();
    last = opened.last();
    forced = last;
    signed = opened.signed();
    if (opened.header() != null) {
      JournalFile file = files.openToWrite(Names.segment(folder, sequence));
      current = new Current(opened.header(), file, opened.index(), opened.position());
    }
  }

  /// Writes a block; it is not forced.
  ///
  /// @param isAwaited whether somebody waits for it
  void append(Block block, boolean isAwaited) throws IOException {
    Current full = current;
    if (full != null && full.position >= segmentBytes) {
      seal(full);
    }
    Current to = current == null ? begin(last + 1) : current;
    Frame.begin(frame);
    frame.number(block.clear().size());
    frame.bytes(block.clear().array(), 0, block.clear().size());
    try {
      if (!block.personal().isEmpty()) {
        sections.write(block, journal, isAwaited, frame);
        tenants.force();
      }
    } catch (NoSpaceException e) {
      tenants.forgetUnwritten();
      throw e;
    }
    long lost = block.first() - last - 1;
    Frame.end(frame, Frame.Type.BLOCK, block.first(), block.count(), lost, forced, hash, to.salt);
    write(to);
    last = block.last();
    to.index.add(block, to.position);
  }

  /// Seals the segment that is written, if it was begun before a time and holds anything, and
  /// begins another.
  ///
  /// @param begunMicros microseconds since the epoch; the lowest number if none is to be sealed
  void roll(long begunMicros) throws IOException {
    Current to = current;
    if (to != null && to.position > SegmentHeader.BYTES && to.header.begunMicros() < begunMicros) {
      seal(to);
    }
    if (current == null && segments.lastBegunMicros() < begunMicros) {
      Current _ = begin(last + 1);
    }
  }

  private void write(Current to) throws IOException {
    try {
      to.file.write(ByteBuffer.wrap(frame.array(), 0, frame.size()), to.position);
    } catch (NoSpaceException e) {
      to.file.truncate(to.position);
      throw e;
    }
    to.position += frame.size();
    hash = sha.of(frame.array(), 0, frame.size());
  }

  private Current begin(long firstNumber) throws IOException {
    byte[] salt = new byte[Frame.SALT];
    random.nextBytes(salt);
    SegmentHeader header =
        SegmentHeader.of(sequence + 1, journal, salt, firstNumber, micros(), hash, key.publicKey());
    Path path = Names.segment(folder, sequence + 1);
    JournalFile file = files.openToWrite(path);
    try {
      file.truncate(0);
      file.write(ByteBuffer.wrap(header.bytes()), 0);
      file.force();
      files.forceFolder(folder);
    } catch (NoSpaceException e) {
      file.close();
      files.delete(path);
      throw e;
    }
    sequence++;
    hash = sha.of(header.bytes());
    Current begun = new Current(header, file, new IndexBuilder(), SegmentHeader.BYTES);
    current = begun;
    segments.begun(header, begun.index);
    return begun;
  }

  /// Signs the end of a segment, forces it and leaves it.
  private void seal(Current to) throws IOException {
    SignedHead sealed = writeHead(to, SignedHead.Purpose.SEALED);
    force(to.file);
    forced = last;
    current = null;
    to.file.close();
    publish(sealed);
    segments.sealed(sequence, to.position, last);
    SegmentIndex.write(files, Names.index(folder, sequence), to.header, to.index.stretches());
  }

  private SignedHead writeHead(Current to, SignedHead.Purpose purpose) throws IOException {
    SignedHead made =
        SignedHead.sign(key, purpose, journal, to.header.sequence(), last, micros(), hash);
    Frame.begin(frame);
    made.writeTo(frame);
    Frame.end(frame, Frame.Type.HEAD, last, 0, 0, forced, hash, to.salt);
    write(to);
    to.index.skip(to.position);
    signed = last;
    return made;
  }

  /// Signs what is written so far, if anything is since the last time, and forces it.
  void sign() throws IOException {
    Current to = current;
    if (to != null && signed != last) {
      SignedHead made = writeHead(to, SignedHead.Purpose.OPEN);
      force();
      publish(made);
    }
  }

  /// Puts the head where the operator finds it. A head that cannot be kept there is still in its
  /// segment.
  private void publish(SignedHead made) throws IOException {
    head = made;
    try {
      SmallFile.replace(files, folder.resolve(Names.HEAD), made.line() + "\n");
    } catch (NoSpaceException e) {
      files.delete(folder.resolve(Names.HEAD + Names.PART));
    }
  }

  /// Forces all that was written.
  void force() throws IOException {
    Current to = current;
    if (to != null) {
      force(to.file);
    }
    forced = last;
    segments.forced(to == null ? 0 : to.position, last);
  }

  /// A force that fails is final, for whatever reason: it must not be taken for a write that can be
  /// tried again.
  private static void force(JournalFile file) throws IOException {
    try {
      file.force();
    } catch (NoSpaceException e) {
      throw new IOException("the disk was full when it was to keep what was written", e);
    }
  }

  void close() throws IOException {
    Current to = current;
    if (to != null) {
      current = null;
      to.file.close();
    }
  }

  long last() {
    return last;
  }

  /// Bytes of the frame that was written last.
  int wrote() {
    return frame.size();
  }

  /// The number of the last entry that is forced.
  long forced() {
    return forced;
  }

  boolean isUnforced() {
    return forced != last;
  }

  boolean isSigned() {
    return signed == last;
  }

  @Nullable SignedHead head() {
    return head;
  }

  private long micros() {
    long millis = clock.millis();
    return TimeUnit.MILLISECONDS.toMicros(millis);
  }
}
