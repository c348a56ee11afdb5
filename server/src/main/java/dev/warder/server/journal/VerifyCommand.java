package dev.warder.server.journal;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Paint;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import dev.warder.store.journal.SignedHead;
import dev.warder.store.journal.Verification;
import dev.warder.store.journal.Verification.Trouble;
import dev.warder.store.journal.Verifier;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says whether a journal, or a copy of one, is as it was written.
@Command(
    name = "verify",
    description =
        "Look at every byte of a journal and tell tampering, truncation and deletion apart. Needs"
            + " neither the running server nor any secret; works on copies.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:whole; a tail that a crash cut short is said and is no fault",
      "1:truncated, or something is missing, or was tampered with",
      "2:the command line makes no sense, or a file cannot be used",
      "3:there is no journal to read"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "Folder of the journal, or of a copy.")
  private @Nullable Path folder;

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description =
          "Public key that was kept elsewhere (PEM). Without it the journal's own is used, and"
              + " whoever wrote the whole journal anew is not found out.")
  private @Nullable Path publicKey;

  @Option(
      names = "--head",
      paramLabel = "FILE",
      description =
          "Head that was kept elsewhere ('warder journal head'); may be repeated. Without one,"
              + " whoever took away the end, back to an older head, is not found out.")
  private List<Path> heads = List.of();

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean asJson;

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path journal = folder;
    if (journal == null) {
      throw new IllegalStateException("DIR is required and absent");
    }
    Journals.requireFolder(journal);
    List<SignedHead> kept = heads.stream().map(Journals::head).toList();
    Verification verification = verify(journal, publicKey, kept);
    if (asJson) {
      VerificationDocument.write(verification, terminal.out());
    } else {
      print(journal, verification);
    }
    return switch (verification.verdict()) {
      case WHOLE, TORN_TAIL -> ExitCode.DONE;
      case TRUNCATED, DELETED, TAMPERED -> ExitCode.MATCHED;
      case UNREADABLE -> ExitCode.NOTHING_READABLE;
    };
  }

  private static Verification verify(Path journal, @Nullable Path key, List<SignedHead> kept) {
    try {
      return Verifier.verify(journal, key == null ? null : Journals.text(key), kept);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ErrorCode.INPUT_UNREADABLE, key + ": " + e.getMessage() + " (PEM, Ed25519)", e);
    }
  }

  private void print(Path journal, Verification told) {
    Paint paint = terminal.paint();
    terminal.out().println(paint.bold(words(told.verdict())) + "  " + journal);
    if (told.segments() > 0) {
      terminal
          .out()
          .printf(
              "  entries    %d (%d to %d) in %d segments%n",
              told.entries(), told.firstEntry(), told.lastEntry(), told.segments());
      terminal
          .out()
          .printf(
              "  signed     up to entry %d, by %d heads; key %s, %s%n",
              told.signedUpTo(),
              told.heads(),
              told.publicKey().substring(0, 16),
              told.keyFrom() == Verification.KeyFrom.GIVEN
                  ? "as given"
                  : "as the journal itself names it");
    }
    if (told.lost() > 0) {
      terminal
          .out()
          .printf(
              "  lost       %d entries were never written, for want of room; the journal says so%n",
              told.lost());
    }
    for (Trouble trouble : told.troubles()) {
      terminal
          .out()
          .printf(
              "  %-10s segment %d, after entry %d, byte %d: %s%n",
              words(trouble.kind()),
              trouble.segment(),
              trouble.entry(),
              trouble.offset(),
              Visible.text(trouble.words()));
    }
    told.notes().forEach(note -> terminal.out().println("  note       " + Visible.text(note)));
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
