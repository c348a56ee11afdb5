package dev.warder.store.journal;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.JournalCounters.Disk;
import dev.warder.store.journal.file.NoSpaceException;
import java.io.IOException;
import java.nio.file.Path;

/// The thread that writes: takes what waits, writes it, forces it once for all who wait, signs when
/// it is time, and decides what to do when the disk is full.
///
/// Shape of the disk's states: ROOMY -(no space)-> SCARCE, the reserve given up -(no space)-> FULL;
/// back to ROOMY when there is room for the reserve and as much again Errors any other failure ends
/// the journal: after a force that failed nobody knows what the disk holds
final class Committer implements Runnable {
  private final Path folder;
  private final JournalSettings settings;
  private final Pending pending;
  private final SegmentLog log;
  private final Reserve reserve;
  private final Keeper keeper;
  private final JournalCounters counters;
  private long lastForce = System.nanoTime();
  private long lastSign;

  Committer(
      Path folder,
      JournalSettings settings,
      Pending pending,
      SegmentLog log,
      Reserve reserve,
      Keeper keeper,
      JournalCounters counters) {
    this.folder = folder;
    this.settings = settings;
    this.pending = pending;
    this.log = log;
    this.reserve = reserve;
    this.keeper = keeper;
    this.counters = counters;
    this.lastSign = settings.clock().millis();
  }

  @Override
  public void run() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        Pending.Batch batch = pending.take(settings.pace().flush().toNanos());
        commit(batch);
        goesOn = !batch.closing();
      }
    } catch (IOException e) {
      pending.failed(SegmentJournal.unknown(folder, e));
    } catch (JournalException e) {
      pending.failed(e);
    } catch (RuntimeException | Error e) {
      pending.failed(new JournalException(ErrorCode.BUG, "the journal's writer failed: " + e, e));
    }
  }

  private void commit(Pending.Batch batch) throws IOException, JournalException {
    if (counters.disk() != Disk.ROOMY) {
      recover();
    }
    int written = 0;
    while (written < batch.blocks().size() && write(batch.blocks().get(written))) {
      written++;
    }
    if (written < batch.blocks().size()) {
      pending.giveUp(batch.blocks().subList(written, batch.blocks().size()));
    }
    pending.release(batch.blocks());
    // A segment that was sealed on the way is forced already.
    pending.forced(log.forced());
    if (log.isUnforced() && (batch.force() || isFlushDue())) {
      force();
    }
    if (!log.isSigned() && (batch.closing() || isSignDue())) {
      sign();
    }
    roll();
    keeper.keep();
  }

  /// Lets a segment that has grown for long enough end, so that it can be dropped in its turn.
  private void roll() throws IOException {
    try {
      log.roll(keeper.rollsBefore());
      pending.forced(log.forced());
    } catch (NoSpaceException e) {
      // Tried again with the next batch; nothing was changed.
      return;
    }
  }

  private boolean isFlushDue() {
    return System.nanoTime() - lastForce >= settings.pace().flush().toNanos();
  }

  private boolean isSignDue() {
    long millis = settings.clock().millis() - lastSign;
    return millis < 0 || millis >= settings.pace().sign().toMillis();
  }

  private void force() throws IOException {
    log.force();
    lastForce = System.nanoTime();
    counters.forced();
    pending.forced(log.last());
  }

  private void sign() throws IOException {
    try {
      log.sign();
      lastSign = settings.clock().millis();
      counters.signed();
      pending.forced(log.last());
    } catch (NoSpaceException e) {
      // Tried again with the next batch; entries go first.
      lastSign = settings.clock().millis();
    }
  }

  /// Writes a block; says whether there was room.
  private boolean write(Block block) throws IOException, JournalException {
    try {
      log.append(block, isAwaited(block));
    } catch (NoSpaceException e) {
      if (settings.whenFull() == JournalSettings.WhenFull.STOP) {
        force();
        throw new JournalException(
            ErrorCode.DISK_FULL,
            "the disk of "
                + folder
                + " is full, and the journal is to stop then: make room and"
                + " start again",
            e);
      }
      if (counters.disk() != Disk.ROOMY || !writeIntoReserve(block)) {
        enter(Disk.FULL, Pending.Intake.NOTHING);
        return false;
      }
    }
    counters.wrote(log.wrote());
    return true;
  }

  /// Whether somebody waits for a block: who made a change of it, or whoever has no room to append.
  private boolean isAwaited(Block block) {
    return !block.changes().isEmpty() || pending.isCrowded();
  }

  private boolean writeIntoReserve(Block block) throws IOException {
    reserve.giveUp();
    enter(Disk.SCARCE, Pending.Intake.CHANGES);
    try {
      log.append(block, true);
      return true;
    } catch (NoSpaceException e) {
      return false;
    }
  }

  private void enter(Disk disk, Pending.Intake intake) {
    counters.disk(disk);
    pending.take(intake);
  }

  private void recover() throws IOException {
    if (reserve.fits() && reserve.keep()) {
      enter(Disk.ROOMY, Pending.Intake.ALL);
    }
    pending.looked();
  }

  /// What is done between batches, such as dropping old segments.
  interface Keeper {
    void keep() throws IOException;

    /// Segments that were begun before that are to end, microseconds since the epoch.
    long rollsBefore();
  }
}
