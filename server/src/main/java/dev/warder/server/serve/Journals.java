package dev.warder.server.serve;

import dev.warder.model.ErrorCode;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.run.CommandFailure;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.JournalSettings.Retention;
import dev.warder.store.journal.JournalSettings.Sizes;
import dev.warder.store.journal.JournalSettings.WhenBehind;
import dev.warder.store.journal.JournalSettings.WhenFull;
import dev.warder.store.journal.SegmentJournal;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The two journals of a Warder that serves: changes, which are the truth and are kept for ever,
/// and calls, which are kept for as long as the configuration says.
///
/// Guarantees neither waits for the other, and a disk that is full of calls still takes changes:
/// each has kept room of its own
///
/// @param changes what was changed
/// @param calls verdicts and activities
record Journals(SegmentJournal changes, SegmentJournal calls) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journals.class);

  /// Parts that calls are dropped in, as far as segments are not too small or too large for that.
  private static final int PARTS = 32;

  /// The engine follows calls within a second; this is that of some 20,000.
  private static final int FOLLOWED = 16 << 20;

  private static final long LEAST_SEGMENT = 64L << 10;

  static Journals open(Configuration configuration, DataFolder data, InstantSource clock) {
    JournalSettings settings = JournalSettings.defaults().with(clock);
    SegmentJournal changes =
        open(
            data.changes(),
            configuration.text(Setting.JOURNAL__WHEN_FULL).equals("stop")
                ? settings.with(WhenFull.STOP)
                : settings);
    try {
      return new Journals(changes, open(data.calls(), calls(configuration, data).with(clock)));
    } catch (CommandFailure e) {
      close(changes);
      throw e;
    }
  }

  /// How the journal of calls is kept.
  static JournalSettings calls(Configuration configuration, DataFolder data) {
    long bytes = configuration.volume(Setting.CALLS__KEEP_BYTES);
    Sizes usual = Sizes.DEFAULT;
    long segment = Math.clamp(bytes / PARTS, LEAST_SEGMENT, usual.segment());
    return JournalSettings.defaults()
        .with(new Retention(configuration.duration(Setting.CALLS__KEEP_FOR), bytes))
        .with(new Sizes(usual.block(), usual.buffer(), segment, usual.reserve(), FOLLOWED))
        .with(WhenBehind.LOSE)
        .with(
            new JournalSettings.Keys(
                data.changes().resolve("signing-key"), data.changes().resolve("master-key")));
  }

  private static SegmentJournal open(Path folder, JournalSettings settings) {
    try {
      SegmentJournal journal = SegmentJournal.open(folder, settings);
      if (journal.recovery().isTorn()) {
        LOG.atWarn()
            .addKeyValue("journal", folder)
            .addKeyValue("bytes", journal.recovery().droppedBytes())
            .log("dropped a write that a crash had cut short; nothing of it was acknowledged");
      }
      return journal;
    } catch (JournalException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      close(changes);
    } finally {
      close(calls);
    }
  }

  private static void close(SegmentJournal journal) {
    try {
      journal.close();
    } catch (JournalException e) {
      throw failure(e);
    }
  }

  private static CommandFailure failure(JournalException e) {
    ErrorCode code = e.code();
    return new CommandFailure(code, String.valueOf(e.getMessage()), e);
  }
}
