package dev.warder.store.journal;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.file.DiskFiles;
import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// Reads a journal, or a copy of one, that nobody need have open and that is not changed.
///
/// Guarantees nothing of whether it is whole, apart from checksums of what is read: that is for
/// [Verifier] to say. What a crash cut short at the end, or is being written, is left out
public final class JournalReader {
  private final Path folder;
  private final JournalFiles files;
  private final Segments segments;
  private final @Nullable TenantKeys tenants;

  private JournalReader(
      Path folder, JournalFiles files, Segments segments, @Nullable TenantKeys tenants) {
    this.folder = folder;
    this.files = files;
    this.segments = segments;
    this.tenants = tenants;
  }

  /// Looks at the journal in a folder.
  ///
  /// @param masterKey opens what is personal; null if the one in the folder is to do so, if there
  ///   is one
  /// @throws JournalException `NOTHING_READABLE` if there is no segment to read
  public static JournalReader open(Path folder, @Nullable Path masterKey) throws JournalException {
    return open(folder, masterKey, new DiskFiles());
  }

  static JournalReader open(Path folder, @Nullable Path masterKey, JournalFiles files)
      throws JournalException {
    try {
      Segments segments = new Segments();
      List<Long> sequences = Names.segments(files.list(folder));
      for (int i = 0; i < sequences.size(); i++) {
        add(files, folder, sequences.get(i), i == sequences.size() - 1, segments);
      }
      if (segments.all().isEmpty()) {
        throw new JournalException(ErrorCode.NOTHING_READABLE, "there is no journal in " + folder);
      }
      return new JournalReader(folder, files, segments, keys(folder, masterKey, files));
    } catch (IOException e) {
      throw new JournalException(
          ErrorCode.NOTHING_READABLE, "no journal can be read in " + folder, e);
    }
  }

  private static @Nullable TenantKeys keys(
      Path folder, @Nullable Path masterKey, JournalFiles files)
      throws IOException, JournalException {
    Path master = masterKey == null ? folder.resolve(Names.MASTER_KEY) : masterKey;
    Path tenantKeys = folder.resolve(Names.TENANT_KEYS);
    if (masterKey == null && !files.exists(master)) {
      return null;
    }
    SecretKey key = MasterKey.read(files, master);
    return TenantKeys.open(files, tenantKeys, key, new SecureRandom());
  }

  private static void add(
      JournalFiles files, Path folder, long sequence, boolean isLast, Segments segments)
      throws IOException, JournalException {
    try (JournalFile file = files.openToRead(Names.segment(folder, sequence))) {
      SegmentHeader header = SegmentHeader.read(SmallFile.bytes(file, 0, SegmentHeader.BYTES));
      if (header == null && isLast) {
        return;
      }
      if (header == null) {
        throw new JournalException(
            ErrorCode.JOURNAL_DAMAGED,
            "the header of "
                + Names.segment(sequence)
                + " in "
                + folder
                + " is not what was written. See 'warder journal verify "
                + folder
                + "'");
      }
      long bytes = file.size();
      if (isLast) {
        FrameScanner frames =
            new FrameScanner(file, header.salt(), SegmentHeader.BYTES, file.size());
        FrameScanner.Found found = frames.next();
        while (found == FrameScanner.Found.FRAME) {
          found = frames.next();
        }
        bytes = frames.offset();
      }
      segments.add(
          new Segments.Segment(sequence, header.firstNumber(), header.begunMicros(), bytes, true));
      segments.opened(null, Long.MAX_VALUE);
    }
  }

  /// Hands on entries from a number on, oldest first, until the reader has enough.
  public void read(long from, Journal.Reader reader) throws JournalException {
    try {
      new Reading(files, folder, segments.view(), tenants, Reading.Indexes.FORGOTTEN)
          .from(from, reader);
    } catch (IOException e) {
      throw SegmentJournal.unreadable(folder, e);
    }
  }

  /// Hands on what a query wants. Goes through everything where an index is missing.
  public void search(Query query, Journal.Reader reader) throws JournalException {
    try {
      new Reading(files, folder, segments.view(), tenants, Reading.Indexes.FORGOTTEN)
          .search(query, reader);
    } catch (IOException e) {
      throw SegmentJournal.unreadable(folder, e);
    }
  }
}
