package dev.warder.server.journal;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.store.journal.SignedHead;
import dev.warder.store.journal.Verification;
import dev.warder.store.journal.Verifier;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  @Parameters(
      paramLabel = "DIR",
      description = "Data folder, or folder of one journal, or of a copy of either.")
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
    Path named = folder;
    if (named == null) {
      throw new IllegalStateException("DIR is required and absent");
    }
    List<Place> places = Place.in(named);
    KeptHeads kept = KeptHeads.read(heads);
    Map<Place, Verification> told = new LinkedHashMap<>();
    for (Place place : places) {
      told.put(place, verify(place.folder(), publicKey, kept.of(place, places)));
    }
    if (asJson) {
      VerificationDocument.write(told, terminal.out());
    } else {
      told.forEach((place, verification) -> VerificationText.print(place, verification, terminal));
    }
    return exitCode(told.values());
  }

  /// One that is not whole beats one that cannot be read.
  private static int exitCode(Collection<Verification> told) {
    int code = ExitCode.DONE;
    for (Verification one : told) {
      switch (one.verdict()) {
        case WHOLE, TORN_TAIL -> {}
        case TRUNCATED, DELETED, TAMPERED -> {
          return ExitCode.MATCHED;
        }
        case UNREADABLE -> code = ExitCode.NOTHING_READABLE;
      }
    }
    return code;
  }

  private static Verification verify(Path journal, @Nullable Path key, List<SignedHead> kept) {
    try {
      return Verifier.verify(journal, key == null ? null : Journals.text(key), kept);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ErrorCode.INPUT_UNREADABLE, key + ": " + e.getMessage() + " (PEM, Ed25519)", e);
    }
  }
}
