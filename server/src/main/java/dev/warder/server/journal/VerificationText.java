package dev.warder.server.journal;

import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import dev.warder.store.journal.Verification;
import dev.warder.store.journal.Verification.Trouble;
import java.io.PrintStream;

/// What verification told, for people.
final class VerificationText {
  private VerificationText() {}

  static void print(Place place, Verification told, Terminal terminal) {
    PrintStream out = terminal.out();
    out.println(
        terminal.paint().bold(words(told.verdict()))
            + "  "
            + place.folder()
            + (place.isAlone() ? "" : "  (" + place.name() + ")"));
    if (told.segments() > 0) {
      out.printf(
          "  entries    %d (%d to %d) in %s%n",
          told.entries(),
          told.firstEntry(),
          told.lastEntry(),
          Wording.count(told.segments(), "segment", "segments"));
      out.printf(
          "  signed     up to entry %d, by %s; key %s, %s%n",
          told.signedUpTo(),
          Wording.count(told.heads(), "head", "heads"),
          told.publicKey().substring(0, 16),
          told.keyFrom() == Verification.KeyFrom.GIVEN
              ? "as given"
              : "as the journal itself names it");
    }
    if (told.lost() > 0) {
      out.printf(
          "  lost       %s never written, for want of room; the journal says so%n",
          Wording.count(told.lost(), "entry was", "entries were"));
    }
    for (Trouble trouble : told.troubles()) {
      out.printf(
          "  %-10s segment %d, after entry %d, byte %d: %s%n",
          words(trouble.kind()),
          trouble.segment(),
          trouble.entry(),
          trouble.offset(),
          Visible.text(trouble.words()));
    }
    told.notes().forEach(note -> out.println("  note       " + Visible.text(note)));
  }

  private static String words(Verification.Verdict verdict) {
    return switch (verdict) {
      case WHOLE -> "whole";
      case TORN_TAIL -> "whole, with a tail that a crash cut short";
      case TRUNCATED -> "truncated";
      case DELETED -> "deleted";
      case TAMPERED -> "tampered";
      case UNREADABLE -> "nothing readable";
    };
  }
}
