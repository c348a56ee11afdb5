package dev.warder.server.backup;

import dev.warder.model.ErrorCode;
import dev.warder.server.journal.DataJournal;
import dev.warder.server.run.CommandFailure;
import dev.warder.store.journal.Verification;
import dev.warder.store.journal.Verifier;
import java.nio.file.Path;
import java.util.List;

/// Looks at every byte of the journals of a backup before anything is made of it.
final class RestoreCheck {
  private RestoreCheck() {}

  /// Refuses a backup that is not whole.
  ///
  /// @return entries that it holds
  static long entries(Path backup) {
    List<DataJournal> there = DataJournal.of(backup);
    if (there.isEmpty()) {
      throw new CommandFailure(ErrorCode.INPUT_UNREADABLE, "there is no journal in " + backup);
    }
    long entries = 0;
    for (DataJournal journal : there) {
      Path folder = journal.in(backup);
      Verification told = Verifier.verify(folder, null, List.of());
      // Nobody has called yet: neither a segment nor a signed head that speaks of one.
      boolean unused = journal == DataJournal.CALLS && isEmpty(told);
      if (!told.verdict().isWhole() && !unused) {
        throw new CommandFailure(ErrorCode.JOURNAL_DAMAGED, why(folder, told));
      }
      entries += told.entries();
    }
    return entries;
  }

  private static boolean isEmpty(Verification told) {
    return told.verdict() == Verification.Verdict.UNREADABLE
        && told.segments() == 0
        && told.troubles().isEmpty();
  }

  private static String why(Path folder, Verification told) {
    String what =
        told.troubles().isEmpty()
            ? "there is nothing in it to read"
            : told.troubles().getFirst().words();
    return "the backup is not whole, so nothing was restored: in "
        + folder
        + (told.troubles().isEmpty()
            ? ""
            : ", segment "
                + told.troubles().getFirst().segment()
                + ", after entry "
                + told.troubles().getFirst().entry())
        + ": "
        + what
        + ". 'warder journal verify "
        + folder
        + "' tells more; take another backup";
  }
}
