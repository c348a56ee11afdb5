package dev.warder.keys.verify;

import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.verify.VerdictCodec.Told;
import dev.warder.model.Source;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import org.jspecify.annotations.Nullable;

/// Reads verdicts back from the journal. Safe for use by many threads.
public final class RecordedVerdicts {
  private final VerdictCodec codec;

  /// @param shape of the keys of this platform
  public RecordedVerdicts(KeyShape shape) {
    codec = new VerdictCodec(shape);
  }

  /// The verdict that an entry tells of.
  ///
  /// @return null if it tells of none, is damaged, or a newer version wrote it
  public @Nullable RecordedVerdict read(Entry entry) {
    if (entry.kind() != EntryKind.VERDICT) {
      return null;
    }
    try {
      return verdict(codec.read(entry), entry);
    } catch (BrokenBody _) {
      return null;
    }
  }

  private static RecordedVerdict verdict(Told told, Entry entry) {
    String operation = told.operation();
    int blank = operation.indexOf(' ');
    Source source = CanonicalSource.read(entry.source());
    return new RecordedVerdict(
        told.verdict(),
        entry.timeMicros(),
        VerdictCodec.door(entry),
        told.reason(),
        told.passed(),
        told.key(),
        entry.tenant(),
        VerdictCodec.principal(entry),
        told.host(),
        blank < 0 ? operation : operation.substring(0, blank),
        blank < 0 ? "" : operation.substring(blank + 1),
        CanonicalSource.at(told.address(), source),
        VerdictCodec.userAgent(entry));
  }
}
