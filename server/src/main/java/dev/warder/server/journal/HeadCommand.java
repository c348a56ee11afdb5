package dev.warder.server.journal;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints what whoever wants to verify a journal later should keep where the journal's machine
/// cannot change it.
@Command(
    name = "head",
    description = "Print the last signed head, or the public key, to be kept elsewhere.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:there is none, or it cannot be read"})
final class HeadCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "Data folder, or folder of one journal.")
  private @Nullable Path folder;

  @Option(names = "--public-key", description = "Print the public key instead, in PEM.")
  private boolean publicKey;

  HeadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path named = folder;
    if (named == null) {
      throw new IllegalStateException("DIR is required and absent");
    }
    List<Place> places = Place.in(named);
    if (publicKey) {
      // One key signs both journals of a data folder.
      terminal.out().println(Journals.text(signed(places.getFirst(), "signing-key.pub")).strip());
      return ExitCode.DONE;
    }
    for (Place place : places) {
      String line = Journals.head(signed(place, "head")).line();
      terminal.out().println(place.isAlone() ? line : "# " + place.name() + "\n" + line);
    }
    return ExitCode.DONE;
  }

  private static Path signed(Place place, String name) {
    Path file = place.folder().resolve(name);
    if (!Files.exists(file)) {
      throw new CommandFailure(
          ErrorCode.INPUT_UNREADABLE,
          file + " is not there: a journal has one as soon as something was signed");
    }
    return file;
  }
}
