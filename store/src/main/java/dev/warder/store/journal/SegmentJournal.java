package dev.warder.store.journal;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.file.DiskFiles;
import dev.warder.store.journal.file.JournalFiles;
import dev.warder.store.journal.file.NoSpaceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// A journal in a folder of files that are only appended to. Safe for use by many threads; one
/// thread of its own writes.
///
/// Guarantees what [#force] has returned for is on disk and bound by a chain of SHA-256 hashes
/// whose heads are signed; whoever changes, cuts or drops any of it without the signing key is
/// found out, as far as docs/journal.md says. Bounds the buffer of the settings, 16 MiB for the
/// writer, what the keys of tenants take
public final class SegmentJournal implements Journal {
  private static final long JOIN_SECONDS = 60;

  private final Path folder;
  private final JournalFiles files;
  private final Closeable lock;
  private final InstantSource clock;
  private final TenantKeys tenants;
  private final SigningKey key;
  private final SegmentLog log;
  private final Pending pending;
  private final Segments segments;
  private final JournalCounters counters;
  private final Recovery recovery;
  private final Thread writer;
  private boolean closed;

  private SegmentJournal(Path folder, JournalFiles files, JournalSettings settings, Closeable lock)
      throws IOException, JournalException {
    this.folder = folder;
    this.files = files;
    this.lock = lock;
    this.clock = settings.clock();
    SecureRandom random = new SecureRandom();
    key = SigningKey.open(files, or(settings.keys().signing(), Names.SIGNING_KEY));
    Path tenantKeys = folder.resolve(Names.TENANT_KEYS);
    SecretKey master =
        MasterKey.open(files, or(settings.keys().master(), Names.MASTER_KEY), tenantKeys, random);
    tenants = TenantKeys.open(files, tenantKeys, master, random);
    segments = new Segments();
    Opening opening = new Opening(files, folder, tenants, segments, key.publicKey());
    Opened opened = opening.run(random);
    recovery = opening.recovery();
    counters = new JournalCounters();
    pending = new Pending(settings, counters, opened.last());
    log = new SegmentLog(files, folder, settings, key, tenants, segments, random, opened);
    Reserve reserve = new Reserve(files, folder, settings.sizes().reserve());
    if (settings.sizes().reserve() > 0 && !reserve.keep()) {
      counters.disk(JournalCounters.Disk.SCARCE);
      pending.take(Pending.Intake.CHANGES);
    }
    Committer committer =
        new Committer(
            folder,
            settings,
            pending,
            log,
            reserve,
            new Retainer(files, folder, settings, key, segments, counters),
            counters);
    writer = Thread.ofPlatform().name("warder-journal").daemon(true).unstarted(committer);
  }

  /// Opens the journal in a folder of this machine, which is made if it is not there.
  ///
  /// @throws JournalException `ALREADY_OPEN` if somebody else has it; `JOURNAL_DAMAGED` if what was
  ///   forced is not there whole; `DISK_FULL`; `OUTPUT_UNWRITABLE`; `INPUT_UNREADABLE` if a key is
  ///   missing
  public static SegmentJournal open(Path folder, JournalSettings settings) throws JournalException {
    return open(folder, settings, new DiskFiles());
  }

  /// Opens the journal in a folder.
  public static SegmentJournal open(Path folder, JournalSettings settings, JournalFiles files)
      throws JournalException {
    Closeable lock = null;
    SegmentJournal journal = null;
    try {
      files.makeFolder(folder);
      lock = files.lock(folder.resolve(Names.LOCK));
      if (lock == null) {
        throw new JournalException(
            ErrorCode.ALREADY_OPEN,
            "the journal "
                + folder
                + " is open already, in this process or another: stop that"
                + " one, or give this one a folder of its own");
      }
      journal = new SegmentJournal(folder, files, settings, lock);
      journal.writer.start();
      return journal;
    } catch (IOException e) {
      throw told(folder, e);
    } finally {
      if (journal == null && lock != null) {
        release(lock);
      }
    }
  }

  private Path or(@Nullable Path given, String name) {
    return given == null ? folder.resolve(name) : given;
  }

  @Override
  public long append(Entry entry) throws JournalException {
    if (entry.weight() > Limits.MAX_ENTRY) {
      throw new JournalException(
          ErrorCode.USAGE,
          "an entry of about " + entry.weight() + " bytes is over " + Limits.MAX_ENTRY);
    }
    if (entry.kind().isChange() && !entry.personal().isEmpty() && !tenants.takes(entry.tenant())) {
      throw new JournalException(
          ErrorCode.USAGE,
          "there are keys for " + TenantKeys.MAX_TENANTS + " tenants already, and for no more");
    }
    return pending.append(entry);
  }

  @Override
  public void force(long number) throws JournalException {
    if (number > 0) {
      pending.force(number);
    }
  }

  @Override
  public void read(long from, Reader reader) throws JournalException {
    long next = from;
    List<Entry> recent = pending.recent(next);
    while (!recent.isEmpty()) {
      for (Entry entry : recent) {
        if (!reader.accept(next, asOnDisk(entry))) {
          return;
        }
        next++;
      }
      recent = pending.recent(next);
    }
    if (next <= pending.forced()) {
      readFiles(next, reader);
    }
  }

  /// An entry that is forced, as the files have it.
  private Entry asOnDisk(Entry entry) {
    boolean isGone = entry.privacy() == Entry.Privacy.READABLE && tenants.isGone(entry.tenant());
    return isGone ? entry.withPersonal(Facts.NONE, Entry.Privacy.DESTROYED) : entry;
  }

  private void readFiles(long from, Reader reader) throws JournalException {
    try {
      new Reading(files, folder, segments.view(), tenants, Reading.Indexes.KEPT).from(from, reader);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  @Override
  public void search(Query query, Reader reader) throws JournalException {
    try {
      new Reading(files, folder, segments.view(), tenants, Reading.Indexes.KEPT)
          .search(query, reader);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  @Override
  public void destroyTenantKey(String tenant) throws JournalException {
    if (tenant.isEmpty()) {
      throw new JournalException(ErrorCode.USAGE, "a tenant to forget has a name");
    }
    if (tenants.isDestroyed(tenant)) {
      return;
    }
    long micros = TimeUnit.MILLISECONDS.toMicros(clock.millis());
    force(
        append(
            new Entry(
                EntryKind.CUSTODY,
                micros,
                tenant,
                "",
                "journal:destroy-tenant-key",
                "",
                new byte[0])));
    try {
      tenants.destroy(tenant);
      pending.forgetRecent();
    } catch (IOException e) {
      throw told(folder, e);
    }
  }

  @Override
  public long forced() {
    return pending.forced();
  }

  /// What was found when the journal was opened.
  public Recovery recovery() {
    return recovery;
  }

  @Override
  public boolean isFull() {
    return counters.disk() == JournalCounters.Disk.FULL;
  }

  public JournalCounters counters() {
    return counters;
  }

  /// What is in the journal at present.
  public Holding holding() {
    return Holding.of(segments.all(), pending.forced());
  }

  /// The public key that heads are verified with, in PEM.
  public String publicKey() {
    return SigningKey.writePublic(key.publicKey());
  }

  /// Signs what is left, forces it, and gives the folder back. After a failure it only gives the
  /// folder back, and throws what had failed.
  @Override
  public void close() throws JournalException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    pending.close();
    try {
      writer.join(TimeUnit.SECONDS.toMillis(JOIN_SECONDS));
      log.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw told(folder, e);
    } finally {
      release(lock);
    }
    pending.check();
  }

  static JournalException unreadable(Path folder, IOException e) {
    return new JournalException(
        ErrorCode.JOURNAL_DAMAGED,
        "the journal " + folder + " cannot be read: " + e.getMessage(),
        e);
  }

  static JournalException told(Path folder, IOException e) {
    if (e instanceof NoSpaceException) {
      return new JournalException(
          ErrorCode.DISK_FULL, "the disk of " + folder + " is full: make room", e);
    }
    return unknown(folder, e);
  }

  /// What ends a journal: nobody knows what of the last entries is on disk.
  static JournalException unknown(Path folder, IOException e) {
    return new JournalException(
        ErrorCode.OUTPUT_UNWRITABLE,
        "the journal "
            + folder
            + " could not be written ("
            + e.getMessage()
            + "). What the disk"
            + " holds of the last entries is unknown, so nothing more is taken: see to the disk"
            + " and open the journal again",
        e);
  }

  private static void release(Closeable lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock of a journal cannot be given back", e);
    }
  }
}
